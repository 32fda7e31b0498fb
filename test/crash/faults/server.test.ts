import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { afterStatement, beforeCompletion, beforeStatement, type Point } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { nightly, seededShare } from "../../seeded-share.ts";
import { ask, askRows } from "../../server/ask.ts";
import { type Server, type SharedServer, startServer } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeHistory, writeTransactionalHistory } from "./history.ts";
import { noise } from "./probe.ts";
import { FaultProject, told } from "./project.ts";
import { type Trace, traceOf } from "./trace.ts";
import { nobodyLeft, openSession, until } from "./watch.ts";

const terminate =
  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson'";
const applied = "SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history";

/** What an undisturbed run leaves, and how many statements it takes. */
async function undisturbed(server: SharedServer): Promise<{ readonly trace: Trace; readonly statements: number }> {
  await using database = await server.database();
  await using proxy = await startProxy(database.url);
  using project = new FaultProject({ url: proxy.url });
  writeHistory(project);
  await project.upgrade();
  return { trace: await traceOf(database.url), statements: proxy.statements().length };
}

/** The same on a server of its own, while `harm` befalls it at the statement; whatever the run says, the rerun must succeed. */
async function harmed(own: Server, statement: RegExp, harm: () => Promise<void>): Promise<void> {
  await using proxy = await startProxy(own.url);
  using project = new FaultProject({ url: proxy.url });
  writeHistory(project);
  const done = proxy.at(afterStatement(statement), async () => {
    await harm();
    return "pass" as const;
  });
  const run = await project.start(["upgrade"]).finished;
  await done;
  expect([0, 1], told(run)).toContain(run.code);
  expect(run.stderr).not.toMatch(/^ +at /m);
  await project.upgrade(own.url);
}

const stages = [
  ["in a transaction", /CREATE TABLE/],
  ["in CREATE INDEX CONCURRENTLY", /CREATE INDEX CONCURRENTLY/],
  ["in a backfill", /WITH work AS/],
] as const;

describeFaults("server and network", (server) => {
  test("29: sessions terminated at any statement", { timeout: 600_000 }, async () => {
    const { trace, statements } = await undisturbed(server);
    const numbers = Array.from({ length: statements }, (_, at) => at + 1);
    for (const number of seededShare(numbers, 3)) {
      await using database = await server.database();
      await using proxy = await startProxy(database.url);
      using project = new FaultProject({ url: proxy.url });
      writeHistory(project);
      void proxy.at(beforeStatement(number), async () => {
        await ask(database.url, terminate);
        return "pass" as const;
      });
      const run = await project.start(["upgrade"]).finished;
      expect([0, 1], told(run)).toContain(run.code);
      await project.upgrade(database.url);
      expect(await traceOf(database.url), `statement ${number} of ${statements}`).toEqual(trace);
    }
  });

  test("30: a backend is killed and the whole server restarts", { timeout: 120_000 }, async () => {
    const { trace } = await undisturbed(server);
    await using own = await startServer({ major: server.major, fsync: "on" });
    await harmed(own, /WITH work AS/, async () => {
      const pid = await ask(own.url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'keelson' AND state <> 'idle' LIMIT 1");
      process.kill(Number(pid), "SIGKILL");
    });
    expect(await traceOf(own.url)).toEqual(trace);
  });

  test.each(nightly ? stages : stages.slice(1, 2))(
    "31: the server stops at once and comes back, %s",
    { timeout: 120_000 },
    async (_, statement) => {
      const { trace } = await undisturbed(server);
      await using own = await startServer({ major: server.major, fsync: "on" });
      await harmed(own, statement, () => own.restart("immediate"));
      expect(await traceOf(own.url)).toEqual(trace);
    },
  );

  test.each<readonly [string, Point]>([
    ["32: before the server sees a transaction with its COMMIT", beforeStatement(/CREATE TABLE public/)],
    ["32: while the journal is made", beforeCompletion(/^CREATE INDEX$/)],
    ["33: after COMMIT, before its answer", beforeCompletion(/^COMMIT$/, 4)],
    ["34: after an index was built, before its answer", beforeCompletion(/^CREATE INDEX$/, 2)],
    ["34: after the COMMIT of a batch, before its answer", beforeCompletion(/^COMMIT$/, 7)],
    ["34: before the server sees the write of a batch", beforeStatement(/WITH work AS/)],
  ])("%s: the connection is cut; known for what it was, not done twice", { timeout: 60_000 }, async (_, point) => {
    const { trace } = await undisturbed(server);
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    using project = new FaultProject({ url: proxy.url });
    writeHistory(project);
    const cut = proxy.at(point, () => "cut");
    const run = await project.start(["upgrade"]).finished;
    await cut;
    expect(run.code, told(run)).toBe(0);
    expect(await traceOf(database.url)).toEqual(trace);
    await nobodyLeft(database.url);
  });

  test.runIf(nightly)(
    "35: a connection that is half open: who comes next gets the lease when it has run out",
    { timeout: 180_000 },
    async () => {
      await using database = await server.database();
      await using proxy = await startProxy(database.url);
      using project = new FaultProject({ url: database.url });
      writeTransactionalHistory(project);
      const stalled = proxy.at(beforeStatement(/CREATE TABLE public.t3/), () => "stall");
      const first = project.start(["upgrade"], proxy.url);
      await stalled;
      first.child.kill("SIGKILL");
      await first.finished;
      const started = performance.now();
      await project.upgrade();
      expect(performance.now() - started).toBeLessThan(60_000);
      expect(await ask(database.url, applied)).toBe("r1 r2 r3 r4 r5");
    },
  );

  test("37: sessions that are read-only are refused with one try", async () => {
    await using database = await server.database();
    await ask(database.url, `ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    await using proxy = await startProxy(database.url);
    using project = new FaultProject({ url: proxy.url });
    writeTransactionalHistory(project);
    const refused = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(refused.json().error.code).toBe("read-only");
    expect(proxy.messages.filter(({ kind }) => kind === "Startup").length).toBe(1);
  });

  test("38: no connection left: asks again, no faster than once a second, and goes on", { timeout: 60_000 }, async () => {
    await using own = await startServer({
      major: server.major,
      settings: {
        max_connections: "4",
        superuser_reserved_connections: "0",
        ...(server.major >= 16 ? { reserved_connections: "0" } : {}),
        max_wal_senders: "0",
      },
    });
    await using proxy = await startProxy(own.url);
    const others = await Promise.all([1, 2, 3, 4].map(() => openSession(own.url)));
    using project = new FaultProject({ url: proxy.url });
    writeTransactionalHistory(project);
    const run = project.start(["upgrade"]);
    const refused = () => proxy.messages.filter(({ kind, text }) => kind === "ErrorResponse" && text === "53300").length;
    const started = performance.now();
    await expect.poll(refused, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    expect(refused()).toBeLessThanOrEqual(2 + (performance.now() - started) / 1000);
    for (const other of others) await other.end();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(await ask(own.url, applied)).toBe("r1 r2 r3 r4 r5");
  });

  test("40: a synchronous standby is missing: what waits in COMMIT and is cancelled has been committed", { timeout: 60_000 }, async () => {
    await using own = await startServer({
      major: server.major,
      settings: { synchronous_standby_names: "nobody", synchronous_commit: "local" },
    });
    using project = new FaultProject({ url: own.url });
    writeTransactionalHistory(project);
    await ask(own.url, "ALTER DATABASE postgres SET synchronous_commit = on");
    const run = project.start(["upgrade"]);
    const administrator = await openSession(own.url);
    let waited = 0;
    let ended = false;
    void run.finished.then(() => (ended = true));
    while (!ended) {
      const { rows } = await administrator.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
      waited += rows.length;
    }
    await administrator.end();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(waited).toBeGreaterThan(3);
    expect(finished.stderr).toMatch(/canceling wait for synchronous replication/);
    expect(await ask(own.url, applied)).toBe("r1 r2 r3 r4 r5");
  });

  test("41: nothing to do costs two round trips once the session is ready", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    writeTransactionalHistory(project);
    await project.upgrade();
    await using proxy = await startProxy(database.url);
    proxy.delay(60);
    await project.upgrade(proxy.url);
    expect(proxy.roundTrips()).toBeLessThanOrEqual(2);
  });

  test("41: a catalogue far away is read in sixteen round trips, however much is in it", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    writeHistory(project);
    await project.upgrade();
    const tables = Array.from(
      { length: 40 },
      (_, at) => `CREATE TABLE more${at} (id bigint PRIMARY KEY, n int CHECK (n > ${at}) DEFAULT ${at}, m int REFERENCES person)`,
    );
    await ask(database.url, `${tables.join(";")}; CREATE VIEW adults AS SELECT id FROM person WHERE age > 17`);
    await using proxy = await startProxy(database.url);
    proxy.delay(200);
    const inspected = await project.exits(0, ["inspect"], proxy.url);
    expect(inspected.stdout).toContain("more39");
    expect(proxy.roundTrips()).toBeLessThanOrEqual(16);
  });

  test.each<readonly [string, (socket: Socket) => void]>([
    ["speaks HTTP", (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["hangs up", (socket) => void socket.destroy()],
    ["answers with noise", (socket) => void socket.end(Buffer.from(Array.from({ length: 64 }, (_, at) => (at * 37) % 256)))],
    ["breaks off in a message", (socket) => void socket.end(Buffer.from([0x52, 0, 0, 0, 8, 0]))],
  ])("42: what listens %s: one diagnostic, no stack", async (_, answer) => {
    const listener = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => answer(socket));
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    using project = new FaultProject({ url: `postgresql://u:secret@127.0.0.1:${(listener.address() as AddressInfo).port}/d` });
    writeTransactionalHistory(project);
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    listener.close();
    const { error } = failed.json<{ readonly error: { readonly code: string; readonly diagnostics: readonly unknown[] } }>();
    expect(error.diagnostics.length).toBe(1);
    expect(error.code).not.toBe("internal");
    expect(told(failed)).not.toMatch(/^ +at |secret/m);
  });

  test("45: no transaction of ours is ever idle for long", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, `ALTER DATABASE ${database.name} SET idle_in_transaction_session_timeout = '1s'`);
    using project = new FaultProject({ url: database.url });
    writeHistory(project);
    const watcher = await openSession(database.url);
    const run = project.start(["upgrade"]);
    let ended = false;
    void run.finished.then(() => (ended = true));
    const idle: unknown[] = [];
    while (!ended)
      idle.push(
        ...(
          await watcher.query(
            `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson' AND state LIKE 'idle in transaction%' AND clock_timestamp() - state_change > interval '${100 + noise} ms'`,
          )
        ).rows,
      );
    await watcher.end();
    expect(idle).toEqual([]);
    expect((await askRows(database.url, applied)).length).toBe(1);
    await until(database.url, "SELECT holder IS NULL FROM keelson.lease");
  });
});
