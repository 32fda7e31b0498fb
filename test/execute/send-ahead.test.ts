import { Client } from "pg";
import { expect, test } from "vitest";
import { brokenEntry } from "../../src/execute/history-chain.ts";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { connect } from "../dialect/postgresql/session/session-fixture.ts";
import { beforeCompletion } from "../proxy/point.ts";
import { startProxy } from "../proxy/start-proxy.ts";
import { ask } from "../server/ask.ts";
import { describePostgres, startServer } from "../server/postgres.ts";
import { planOf, sql, walk } from "./plans.ts";
import { run } from "./run.ts";

/** A row of revisions, each with one ordinary transaction. */
const row = (count: number, statementOf: (at: number) => string) =>
  planOf(
    ...Array.from({ length: count }, (_, at) =>
      walk(`r${at}`, [[sql(statementOf(at))]], { heads: { add: [`r${at}`], remove: at === 0 ? [] : [`r${at - 1}`] } }),
    ),
  );

const create = (at: number): string => `CREATE TABLE t${at} ()`;
const tables = "SELECT coalesce(string_agg(relname, ',' ORDER BY length(relname), relname), '') FROM pg_class WHERE relname ~ '^t\\d+$'";
const names = (count: number): string => Array.from({ length: count }, (_, at) => `t${at}`).join(",");

async function expectWhole(url: string, length: number): Promise<void> {
  expect(await ask(url, tables)).toBe(names(length));
  const session = await connect(url);
  const history = await session.journal.history("shop");
  expect(history).toHaveLength(length);
  expect(brokenEntry(history.toReversed())).toBeUndefined();
  expect((await session.journal.read("shop"))?.heads).toEqual([`r${length - 1}`]);
  await session.close();
}

describePostgres("stages sent ahead", (server) => {
  test("more of them than fit at once end in their order, each in its own transaction", async () => {
    await using database = await server.database();
    const ended: string[] = [];
    const onEvent = (event: ExecutionEvent) => event.kind === "revisionDone" && ended.push(event.revision);
    await run(database.url, row(40, create), { onEvent });
    expect(ended).toEqual(Array.from({ length: 40 }, (_, at) => `r${at}`));
    await expectWhole(database.url, 40);
    expect(await ask(database.url, "SELECT count(DISTINCT xmin::text) FROM keelson.history")).toBe("40");
  });

  test.each([
    ["in its statement", "CREATE TABLE t0 ()", "42P07"],
    ["as it is read, outside of any transaction", "CREATE TABEL t3 ()", "42601"],
    ["at its COMMIT", "INSERT INTO child VALUES (1)", "23503"],
  ])("one that fails %s leaves nothing of itself and of those behind it", async (_, faulty, sqlState) => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
    );
    const failing = run(
      database.url,
      row(12, (at) => (at === 3 ? faulty : create(at))),
    );
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining("r3"), cause: expect.objectContaining({ sqlState }) });
    await expectWhole(database.url, 3);
    expect(await ask(database.url, "SELECT string_agg(revision || ' ' || state, ',') FROM keelson.progress")).toBe("r3 failed");
    await run(database.url, row(12, create));
    await expectWhole(database.url, 12);
  });

  test("a server that crashes takes back the end of the row with its entries, and the next run makes it anew", {
    timeout: 60_000,
  }, async () => {
    await using own = await startServer({ major: server.major, fsync: "on", settings: { wal_writer_delay: "10s" } });
    let crashed: Promise<void> | undefined;
    const onEvent = (event: ExecutionEvent) => {
      if (event.kind === "revisionDone" && event.revision === "r20") crashed = own.restart("immediate");
    };
    await run(own.url, row(40, create), { onEvent }).catch((error: unknown) => expect(error).toMatchObject({ disposition: "replan" }));
    await crashed;
    expect(crashed).toBeDefined();
    await run(own.url, row(40, create));
    await expectWhole(own.url, 40);
  });

  test("a connection that breaks between them costs none and repeats none", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE SEQUENCE gate");
    // Ends its own backend the first time, in the middle of what is on its way.
    const once = "DO $$ BEGIN IF nextval('gate') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; END $$";
    const events: ExecutionEvent[] = [];
    await run(
      database.url,
      row(20, (at) => (at === 5 ? `${create(at)}; ${once}` : create(at))),
      { onEvent: (event) => events.push(event) },
    );
    expect(events.filter(({ kind }) => kind === "recovered")).toMatchObject([{ revision: "r5", committed: "no" }]);
    await expectWhole(database.url, 20);
  });

  test.each([4, 9, 21])("when the answer to COMMIT %i is lost, the journal tells which of them are done", async (number) => {
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    proxy.at(beforeCompletion(/^COMMIT$/, number), () => "cut");
    await run(proxy.url, row(24, create));
    await expectWhole(database.url, 24);
  });

  test("what waits for a table is tried again, and those behind it follow", async () => {
    await using database = await server.database();
    await run(database.url, row(3, create));
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("BEGIN; LOCK TABLE t1");
    const retried: (string | null)[] = [];
    await run(
      database.url,
      row(10, (at) => (at === 5 ? `${create(at)}; ALTER TABLE t1 ADD x int` : create(at))),
      {
        onEvent: (event) => {
          if (event.kind !== "retrying") return;
          retried.push(event.revision);
          if (retried.length === 1) void holder.end();
        },
      },
    );
    expect(new Set(retried)).toEqual(new Set(["r5"]));
    await expectWhole(database.url, 10);
  });

  test("a run that is asked to stop waits for what is on its way, and sends nothing more", async () => {
    await using database = await server.database();
    const stop = new AbortController();
    const onEvent = (event: ExecutionEvent) => event.kind === "revisionDone" && stop.abort();
    await expect(run(database.url, row(40, create), { signal: stop.signal, onEvent })).rejects.toMatchObject({ code: "interrupted" });
    expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("16");
    await expectWhole(database.url, 16);
    await run(database.url, row(40, create));
    await expectWhole(database.url, 40);
  });

  test("one that is cancelled takes those behind it along", async () => {
    await using database = await server.database();
    const cancel = new AbortController();
    const onEvent = (event: ExecutionEvent) => event.kind === "revisionStarted" && event.revision === "r2" && cancel.abort();
    const plan = row(10, (at) => (at === 2 ? "SELECT pg_sleep(60)" : create(at)));
    await expect(run(database.url, plan, { cancel: cancel.signal, onEvent })).rejects.toMatchObject({ code: "interrupted" });
    await expectWhole(database.url, 2);
  });
});
