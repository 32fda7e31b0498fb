import { Client } from "pg";
import { expect, test } from "vitest";
import type { LockMode } from "../../../../src/instruction/instruction.ts";
import { tableRef } from "../../../../src/model/ref.ts";
import { ask } from "../../../server/ask.ts";
import { describePostgres } from "../../../server/postgres.ts";
import { begin, instruction, stage, statement } from "./session-fixture.ts";

const locking = (mode: LockMode, ...sql: readonly string[]) => ({
  ...stage(),
  instructions: [instruction(sql.map((text) => statement(text, [{ table: tableRef("public", "one"), mode }])))],
});

const building = (table: string) =>
  ({
    index: 0,
    revision: "r1",
    direction: "up",
    mode: "autocommit",
    inverse: "exact",
    instructions: [
      instruction([statement(`CREATE UNIQUE INDEX CONCURRENTLY one_idx ON ${table} (n)`)], {
        mode: "autocommit",
        probe: {
          sql: "SELECT coalesce((SELECT CASE WHEN indisvalid THEN 'done' ELSE 'broken' END FROM pg_index WHERE indexrelid = to_regclass('one_idx')), 'todo')",
          clear: ["DROP INDEX CONCURRENTLY one_idx"],
        },
      }),
    ],
  }) as const;

const none = { started: [], done: [] };

describePostgres("a stage", (server) => {
  test("that fails leaves nothing, and names the statement and its SQLSTATE", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    await expect(session.stages.transaction(stage("CREATE TABLE one ()", "SELECT 1 / 0"), [], context)).rejects.toMatchObject({
      disposition: "terminal",
      sqlState: "22012",
      statement: "SELECT 1 / 0",
    });
    expect(await ask(database.url, "SELECT to_regclass('one')::text")).toBeNull();
    await session.stages.transaction(stage("CREATE TABLE one ()"), [], context);
    await session.close();
  });

  test("reads its text as written, whatever is in it", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    await session.stages.transaction(
      stage("CREATE TABLE one (a text) -- a comment at the end", "/* another; */ INSERT INTO one VALUES ('it''s; $$ \\')"),
      [],
      context,
    );
    expect(await ask(database.url, "SELECT a FROM one")).toBe("it's; $$ \\");
    await session.close();
  });

  test("whose settings a step changed does not change those of the next", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    const sql = "SET search_path = pg_catalog; SET standard_conforming_strings = off";
    const opaque = instruction([statement(sql)], { effects: [{ kind: "opaque", id: "1", sql, transaction: true }] });
    await session.stages.transaction({ ...stage(), instructions: [opaque] }, [], context);
    await session.stages.transaction(stage("CREATE TABLE one AS SELECT 'a\\b'::text AS a"), [], context);
    expect(await ask(database.url, "SELECT a FROM public.one")).toBe("a\\b");
    await session.close();
  });

  test("gives up on a lock after the time of the policy, so that readers wait no longer", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE one (id int)");
    const reader = new Client({ connectionString: database.url, application_name: "reports" });
    await reader.connect();
    await reader.query("BEGIN; SELECT * FROM one");
    const { session, context } = await begin(database.url);
    const start = performance.now();
    await expect(
      session.stages.transaction(locking("accessExclusive", "ALTER TABLE one ADD COLUMN n int"), [], context),
    ).rejects.toMatchObject({
      disposition: "retry",
      message: expect.stringMatching(/held by pid \d+ \(reports\), in a transaction for \d+ s$/),
      blockers: [expect.stringMatching(/^pid \d+ \(reports\)/)],
    });
    expect(performance.now() - start).toBeLessThan(1500);
    await reader.query("COMMIT");
    await session.stages.transaction(locking("accessExclusive", "ALTER TABLE one ADD COLUMN n int"), [], context);
    await Promise.all([reader.end(), session.close()]);
  });

  test("holds a strong lock no longer than its budget", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE one (id int)");
    const { session, context } = await begin(database.url);
    const start = performance.now();
    await expect(
      session.stages.transaction(locking("accessExclusive", "SELECT pg_sleep(0.5)", "SELECT pg_sleep(60)"), [], context),
    ).rejects.toMatchObject({ disposition: "retryFew", sqlState: "57014" });
    expect(performance.now() - start).toBeLessThan(3000);
    await session.stages.transaction(locking("rowExclusive", "SELECT pg_sleep(1.2)"), [], context);
    await session.close();
  });

  test("asserts what was planned under its lock", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    const guarded = (sql: string) => ({
      ...stage(),
      instructions: [instruction([statement("CREATE TABLE one ()")], { preconditions: [{ sql, message: "somebody was here" }] })],
    });
    await expect(session.stages.transaction(guarded("SELECT false"), [], context)).rejects.toMatchObject({
      disposition: "replan",
      message: "somebody was here",
    });
    await expect(session.stages.transaction(guarded("SELECT NULL::boolean"), [], context)).rejects.toMatchObject({ disposition: "replan" });
    await session.stages.transaction(guarded("SELECT to_regclass('one') IS NULL"), [], context);
    await session.close();
  });

  test("asks its own questions between its statements", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    const asking = (expect: string) => ({
      ...stage(),
      instructions: [
        instruction([statement("CREATE TABLE one ()")]),
        { kind: "probe", sql: "SELECT count(*) FROM one", expect, message: "rows", effects: [], phase: "expand" } as const,
      ],
    });
    await expect(session.stages.transaction(asking("1"), [], context)).rejects.toMatchObject({
      code: "assertion-failed",
      disposition: "terminal",
      sqlState: "KL003",
      message: "rows: expected 1, found 0",
    });
    await session.stages.transaction(asking("0"), [], context);
    await session.close();
  });

  test("whose backend is ended does not know how it ended", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    const running = session.stages.transaction(stage("SELECT pg_sleep(60)"), [], context).catch((error: unknown) => error);
    await expect
      .poll(() =>
        ask(
          database.url,
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
        ),
      )
      .toBe("1");
    expect(await running).toMatchObject({ disposition: "ambiguous" });
    await session.close();
  });

  test("outside a transaction: what fails is cleared away, what is done is not done again", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE one AS SELECT 1 AS n FROM generate_series(1, 2)");
    const { session, context } = await begin(database.url);
    await expect(session.stages.autocommit(building("one"), none, context)).rejects.toMatchObject({
      disposition: "terminal",
      sqlState: "23505",
    });
    expect(await ask(database.url, "SELECT to_regclass('one_idx')::text")).toBeNull();
    await ask(database.url, "TRUNCATE one");
    await session.stages.autocommit(building("one"), none, context);
    const oid = await ask(database.url, "SELECT to_regclass('one_idx')::oid");
    await session.stages.autocommit(building("one"), none, context);
    expect(await ask(database.url, "SELECT to_regclass('one_idx')::oid")).toBe(oid);
    await session.close();
  });

  test("outside a transaction: past its deadline it is cancelled and cleared away", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE one (n int)");
    const writer = new Client({ connectionString: database.url });
    await writer.connect();
    await writer.query("BEGIN; INSERT INTO one VALUES (1)");
    const { session, context } = await begin(database.url);
    const running = session.stages
      .autocommit(building("one"), none, { ...context, limits: { lockTimeout: 300, statementTimeout: 500 } })
      .catch((error: unknown) => error);
    await expect
      .poll(
        () => ask(database.url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'DROP INDEX%'"),
        { timeout: 10_000 },
      )
      .toBe("1");
    await writer.query("COMMIT");
    expect(await running).toMatchObject({ disposition: "retryFew", sqlState: "57014" });
    expect(await ask(database.url, "SELECT to_regclass('one_idx')::text")).toBeNull();
    await Promise.all([writer.end(), session.close()]);
  });
});
