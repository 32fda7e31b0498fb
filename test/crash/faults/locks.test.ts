import { expect, test } from "vitest";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { startServer } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";
import { nobodyLeft, openSession, until } from "./watch.ts";

const asleep = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
const addAge = "upgrade:\n  - addColumn: { table: person, column: { name: age, type: integer } }";
const person = "CREATE TABLE person AS SELECT i AS id, 0 AS score FROM generate_series(1, 1000) i";
const columns = "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'age'";

describeFaults("locks", (server) => {
  test("4: a waiter whose time is over goes with 4 and has changed nothing", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - sql: { text: "SELECT pg_sleep(600)" }\n    downgrade: []`);
    const holder = project.start(["upgrade"]);
    await until(database.url, asleep);
    const waiter = await project.exits(4, ["upgrade", "--lock-wait", "300ms", "-o", "json"]);
    expect(waiter.json().error.code).toBe("lease-held");
    expect(await ask(database.url, "SELECT count(*)::int FROM keelson.history")).toBe(0);
    holder.child.kill("SIGKILL");
    await holder.finished;
    await nobodyLeft(database.url);
  });

  test("10: no advisory lock is ever asked for", async () => {
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    await ask(database.url, person);
    using project = new FaultProject({ url: proxy.url });
    project.revision("r1", [], addAge);
    await project.upgrade();
    expect(proxy.statements().length).toBeGreaterThan(3);
    expect(proxy.statements().filter((sql) => /advisory/i.test(sql))).toEqual([]);
  });

  test("12: a writer that never ends: so many tries, then the blocker is named, in status too", async () => {
    await using database = await server.database();
    await ask(database.url, person);
    using project = new FaultProject({ url: database.url, policy: "{ lockTimeout: 100ms, retries: { limit: 3, backoff: 50ms } }" });
    project.revision("r1", [], addAge);
    const writer = await openSession(database.url);
    await writer.query("BEGIN; UPDATE person SET score = 1 WHERE id = 1");
    const { rows } = await writer.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const blocker = `pid ${rows[0]?.pid} (app)`;
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain(blocker);
    const status = await project.start(["status", "-o", "json"]).finished;
    expect(status.stdout).toContain(blocker);
    expect(status.stdout).toContain("r1");
    expect(await ask(database.url, columns)).toBe(0);
    await writer.query("ROLLBACK");
    await writer.end();
    await project.upgrade();
    expect(await ask(database.url, columns)).toBe(1);
  });

  test("14: an application that locks in the opposite order is never the deadlock's victim", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE a (id int); CREATE TABLE b (id int)");
    using project = new FaultProject({ url: database.url, policy: "{ retries: { limit: 100, backoff: 20ms, maxBackoff: 100ms } }" });
    for (const n of [1, 2, 3])
      project.revision(
        `r${n}`,
        n === 1 ? [] : [`r${n - 1}`],
        `atomic: true\nupgrade:\n  - addColumn: { table: a, column: { name: c${n}, type: integer } }\n  - addColumn: { table: b, column: { name: c${n}, type: integer } }`,
      );
    let on = true;
    const application = async () => {
      const session = await openSession(database.url);
      let done = 0;
      for (; on; done++)
        await session.query(
          "BEGIN; INSERT INTO b (id) VALUES (1); SELECT pg_sleep(0.02); INSERT INTO a (id) VALUES (1); COMMIT; SELECT pg_sleep(0.01)",
        );
      await session.end();
      return done;
    };
    const working = [application(), application()];
    await project.upgrade();
    on = false;
    for (const done of await Promise.all(working)) expect(done).toBeGreaterThan(0);
  });

  test("15: an index that waits for an old snapshot past its time: ended, cleared, built again", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, person);
    using project = new FaultProject({
      url: database.url,
      policy: "{ statementTimeout: 1s, retries: { limit: 30, backoff: 100ms, maxBackoff: 500ms } }",
    });
    project.revision("r1", [], "upgrade:\n  - createIndex: { table: person, name: person_score, columns: [score] }");
    const writer = await openSession(database.url);
    await writer.query("BEGIN; UPDATE person SET score = 1 WHERE id = 1");
    await using proxy = await startProxy(database.url);
    const run = project.start(["upgrade"], proxy.url);
    await expect
      .poll(() => proxy.messages.filter(({ kind, text }) => kind === "ErrorResponse" && text === "57014").length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(1);
    await writer.query("COMMIT");
    await writer.end();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(
      await ask(
        database.url,
        "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ') FROM pg_index WHERE indrelid = 'person'::regclass",
      ),
    ).toBe("person_score true");
  });

  test("18: a prepared transaction that nobody ends: named by its gid, and left alone", { timeout: 60_000 }, async () => {
    await using own = await startServer({ major: server.major, settings: { max_prepared_transactions: "5" } });
    await ask(own.url, person);
    await ask(own.url, "BEGIN; UPDATE person SET score = 1; PREPARE TRANSACTION 'shop_42'");
    using project = new FaultProject({ url: own.url, policy: "{ lockTimeout: 100ms, retries: { limit: 2, backoff: 50ms } }" });
    project.revision("r1", [], addAge);
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("prepared transaction shop_42");
    expect(await ask(own.url, "SELECT gid FROM pg_prepared_xacts")).toBe("shop_42");
    await ask(own.url, "COMMIT PREPARED 'shop_42'");
    await project.upgrade();
  });
});
