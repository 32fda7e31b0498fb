import { expect, test } from "vitest";
import { brokenEntry } from "../../src/execute/history-chain.ts";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { ask } from "../server/ask.ts";
import { connect } from "../dialect/postgresql/session/session-fixture.ts";
import { describePostgres } from "../server/postgres.ts";
import { planOf, probe, sql, update, walk } from "./plans.ts";
import { run } from "./run.ts";

const twoTables = planOf(
  walk("r1", [[sql("CREATE TABLE one (id bigint PRIMARY KEY)")]]),
  walk("r2", [[sql("CREATE TABLE two ()")]], { parents: ["r1"], heads: { add: ["r2"], remove: ["r1"] } }),
);

describePostgres("executor", (server) => {
  test("a walk up leaves its effects, the heads and a whole chain of history", async () => {
    await using database = await server.database();
    await run(database.url, twoTables);
    const session = await connect(database.url);
    const snapshot = await session.journal.read("shop");
    expect(snapshot?.heads).toEqual(["r2"]);
    expect([...(snapshot?.applied.keys() ?? [])]).toEqual(["r1", "r2"]);
    expect(snapshot?.progress).toEqual([]);
    const history = await session.journal.history("shop");
    expect(history.map(({ seq, revision, kind, outcome }) => [seq, revision, kind, outcome])).toEqual([
      [2, "r2", "upgrade", "applied"],
      [1, "r1", "upgrade", "applied"],
    ]);
    expect(brokenEntry(history.toReversed())).toBeUndefined();
    expect(brokenEntry(history.toReversed().map((entry) => ({ ...entry, message: "forged" })))).toMatchObject({ seq: 1 });
    await session.close();
    expect(await ask(database.url, "SELECT to_regclass('one') IS NOT NULL AND to_regclass('two') IS NOT NULL")).toBe(true);
  });

  test("a revision of one stage is one message", async () => {
    await using database = await server.database();
    await run(database.url, twoTables);
    const events: ExecutionEvent[] = [];
    await run(database.url, planOf(walk("r3", [[sql("CREATE TABLE three ()")]])), { onEvent: (event) => events.push(event) });
    expect(events.map(({ kind }) => kind)).toEqual(["revisionStarted", "stageStarted", "stageDone", "revisionDone"]);
    expect(
      await ask(
        database.url,
        "SELECT count(DISTINCT h.xmin::text || t.xmin::text) FROM keelson.history h, pg_class t WHERE h.revision = 'r3' AND t.relname = 'three' AND h.xmin = t.xmin",
      ),
    ).toBe("1");
  });

  test("a walk down takes the revision from heads and applied, and keeps it in the history", async () => {
    await using database = await server.database();
    await run(database.url, twoTables);
    await run(
      database.url,
      planOf(walk("r2", [[sql("DROP TABLE two")]], { direction: "down", parents: ["r1"], heads: { add: ["r1"], remove: ["r2"] } })),
    );
    const session = await connect(database.url);
    const snapshot = await session.journal.read("shop");
    expect(snapshot?.heads).toEqual(["r1"]);
    expect(snapshot?.applied.has("r2")).toBe(false);
    expect(snapshot?.last?.seq).toBe(3);
    await session.close();
  });

  test("what fails in its second stage is named, and the next run goes on with that stage", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE counted AS SELECT 0 AS runs");
    const plan = planOf(
      walk("r1", [[sql("UPDATE counted SET runs = runs + 1")], [sql("ALTER TABLE missing ADD COLUMN c int", { barrier: "before" })]]),
    );
    await expect(run(database.url, plan)).rejects.toMatchObject({
      name: "UpgradeError",
      message: expect.stringMatching(/Revision r1, stage 2 of 2, SQLSTATE 42P01/),
      exitCode: 1,
    });
    const session = await connect(database.url);
    expect((await session.journal.read("shop"))?.progress).toMatchObject([
      { revision: "r1", stage: 1, of: 2, state: "failed", error: expect.stringContaining("42P01") },
    ]);
    await session.close();
    await ask(database.url, "CREATE TABLE missing ()");
    await run(database.url, planOf());
    expect(await ask(database.url, "SELECT runs FROM counted")).toBe(1);
    expect(await ask(database.url, "SELECT string_agg(revision, ',') FROM keelson.head")).toBe("r1");
    expect(await ask(database.url, "SELECT count(*) FROM keelson.progress")).toBe("0");
  });

  test("a revision that is one statement outside of transactions leaves nothing under way", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE one (id int)");
    await run(database.url, planOf(walk("r1", [[sql("CREATE INDEX CONCURRENTLY one_id ON one (id)", { mode: "autocommit" })]])));
    expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("1");
    expect(await ask(database.url, "SELECT count(*) FROM keelson.progress")).toBe("0");
  });

  test("a revision that wants it is walked back when it fails", async () => {
    await using database = await server.database();
    const plan = planOf(
      walk("r1", [[sql("CREATE TABLE half ()", { step: "1" })], [sql("SELECT 1 / 0", { step: "2" })]], {
        onFailure: "undo",
        steps: [{ step: "1", outcome: "applied", inverse: [{ kind: "opaque", id: "1", sql: "DROP TABLE half", transaction: true }] }],
      }),
    );
    const planUndo = async () => walk("r1", [[sql("DROP TABLE half")]]).stages;
    await expect(run(database.url, plan, { planUndo })).rejects.toThrow("division by zero");
    expect(await ask(database.url, "SELECT to_regclass('half')::text")).toBeNull();
    expect(await ask(database.url, "SELECT (SELECT count(*) FROM keelson.progress) + (SELECT count(*) FROM keelson.history)")).toBe("0");
  });

  test("what a revision verifies after its stages decides whether it is recorded", async () => {
    await using database = await server.database();
    const verify = [probe("SELECT count(*) FROM one", "1")];
    const plan = planOf(walk("r1", [[sql("CREATE TABLE one (id int)")]], { verify }));
    await expect(run(database.url, plan)).rejects.toThrow("the check: expected 1, got 0");
    expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("0");
    await ask(database.url, "INSERT INTO one VALUES (1)");
    await run(database.url, planOf());
    expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("1");
  });

  test("a backfill writes each row once, also those that come meanwhile, and none twice", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TABLE person AS SELECT i::bigint AS id, NULL::int AS age, 0 AS n FROM generate_series(1, 2500) i; ALTER TABLE person ADD PRIMARY KEY (id)",
    );
    // Row 0 comes behind the cursor while the second backfill runs.
    await ask(
      database.url,
      "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO person VALUES (0, NULL, 1); RETURN NULL; END'",
    );
    await ask(database.url, "CREATE TRIGGER late AFTER UPDATE OF age ON person FOR EACH ROW WHEN (NEW.id = 2000) EXECUTE FUNCTION late()");
    const onEvent = (event: ExecutionEvent) => event.kind === "batchDone" && reports.push(event.backfill.rows);
    const reports: number[] = [];
    const count = update("person", { n: "n + 1" }, { batch: { rows: 100 } });
    const fill = update("person", { age: "42" }, { id: "step-2", where: "age IS NULL", batch: { rows: 1000 } });
    await run(database.url, planOf(walk("r1", [[count], [fill]])), { onEvent });
    expect(await ask(database.url, "SELECT count(*) FROM person WHERE n = 1 AND age = 42")).toBe("2501");
    expect(reports[0]).toBe(100);
    expect(reports.length).toBeGreaterThan(4);
    expect(await ask(database.url, "SELECT count(*) FROM keelson.backfill")).toBe("0");
  });

  test("a run that is asked to stop ends after the stage, and the next one goes on", async () => {
    await using database = await server.database();
    const stop = new AbortController();
    const plan = planOf(
      walk("r1", [[sql("CREATE TABLE one ()")]]),
      walk("r2", [[sql("CREATE TABLE two ()")], [sql("CREATE TABLE three ()")]]),
    );
    const onEvent = (event: ExecutionEvent) => event.kind === "stageDone" && stop.abort();
    await expect(run(database.url, plan, { signal: stop.signal, onEvent })).rejects.toMatchObject({ code: "interrupted" });
    expect(await ask(database.url, "SELECT string_agg(revision, ',') FROM keelson.head")).toBe("r1");
    expect(await ask(database.url, "SELECT count(*) FROM keelson.lease WHERE holder IS NOT NULL")).toBe("0");
    await run(database.url, plan);
    expect(await ask(database.url, "SELECT count(*) FROM keelson.head")).toBe("2");
  });

  test("a statement that does not end is cancelled when its grace is over, and rolled back", async () => {
    await using database = await server.database();
    const stop = new AbortController();
    const plan = planOf(walk("r1", [[sql("CREATE TABLE one ()"), sql("SELECT pg_sleep(60)")]]));
    const onEvent = (event: ExecutionEvent) => event.kind === "stageStarted" && stop.abort();
    await expect(run(database.url, plan, { signal: stop.signal, grace: 100, onEvent })).rejects.toMatchObject({ code: "interrupted" });
    expect(await ask(database.url, "SELECT to_regclass('one')::text")).toBeNull();
  });
});
