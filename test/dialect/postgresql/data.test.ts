import { beforeAll, expect, test } from "vitest";
import type { DataStep, Row, RowSet } from "../../../src/change/change.ts";
import { grammar } from "../../../src/dialect/postgresql/grammar.ts";
import { InputError } from "../../../src/core/error.ts";
import { describePostgres } from "../../server/postgres.ts";
import { hazardsOf, insertedTable, sqlOf, users, Workbench } from "./workbench.ts";

const schema = `${insertedTable};
  CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, age integer DEFAULT 7, raw bytea, doc jsonb, ok boolean);
  INSERT INTO users (email) VALUES ('old@x');`;

const rows = (...list: readonly Row[]): RowSet => ({ count: list.length, digest: "sha256:test", read: () => list });
const step = (data: DataStep, id = "s1") => [{ kind: "data", id, data } as const];

describePostgres("data steps", (server) => {
  beforeAll(() => grammar.ready());

  test("rows of every sort go in, and only those come out again", async () => {
    await using bench = await Workbench.open(server, schema);
    const values: readonly Row[] = [
      { id: 50, email: "a\\'b", raw: { base64: "AAH/" }, doc: { json: { a: ["'", null] } }, ok: true },
      { email: "c", age: { sql: "1 + 1 -- two" } },
      { email: "old@x", age: 99 },
    ];
    await bench.carryOut(step({ step: "insertRows", table: users, rows: rows(...values), onConflict: "nothing" }));
    expect(await bench.values("SELECT row(email, age, raw, doc, ok)::text FROM users WHERE email <> 'c' ORDER BY id")).toEqual([
      "(old@x,7,,,)",
      '("a\\\\\'b",7,"\\\\x0001ff","{""a"": [""\'"", null]}",t)',
    ]);
    expect(await bench.values("SELECT age FROM users WHERE email = 'c'")).toEqual([2]);
    expect(await bench.values("SELECT nextval(pg_get_serial_sequence('users', 'id')) > 50")).toEqual([true]);

    await bench.carryOut(step({ step: "deleteInserted", table: users, of: { revision: "r1", step: "s1" } }), { direction: "down" });
    expect(await bench.values("SELECT email FROM users")).toEqual(["old@x"]);
    expect(await bench.values("SELECT count(*)::int FROM keelson.inserted")).toEqual([0]);
  });

  test("an upsert changes what is there and remembers only what is new", async () => {
    await using bench = await Workbench.open(server, schema);
    await bench.carryOut(
      step({ step: "upsertRows", table: users, key: ["email"], rows: rows({ email: "old@x", age: 1 }, { email: "new", age: 2 }) }),
    );
    expect(await bench.values("SELECT email || age FROM users ORDER BY id")).toEqual(["old@x1", "new2"]);
    await bench.carryOut(step({ step: "deleteInserted", table: users, of: { revision: "r1", step: "s1" } }), { direction: "down" });
    expect(await bench.values("SELECT email || age FROM users")).toEqual(["old@x1"]);
  });

  test("a table without a primary key gives back what was inserted", async () => {
    await using bench = await Workbench.open(
      server,
      `${schema} CREATE TABLE log (a integer, b text, c integer DEFAULT 3); INSERT INTO log VALUES (1, 'kept')`,
    );
    const log = { ...users, name: "log" };
    await bench.carryOut(step({ step: "insertRows", table: log, rows: rows({ a: 1, b: "gone" }, { a: 2 }), onConflict: "error" }));
    await bench.carryOut(step({ step: "deleteInserted", table: log, of: { revision: "r1", step: "s1" } }), { direction: "down" });
    expect(await bench.values("SELECT b FROM log")).toEqual(["kept"]);
  });

  test("copied rows take the sequence along", async () => {
    await using bench = await Workbench.open(server, schema);
    await bench.carryOut(
      step({
        step: "copyRows",
        table: users,
        columns: ["id", "email"],
        query: "SELECT g, 'u' || g FROM generate_series(100, 102) g -- three",
      }),
    );
    await bench.client.query("INSERT INTO users (email) VALUES ('next')");
    expect(await bench.values("SELECT id::int FROM users WHERE email = 'next'")).toEqual([103]);
  });

  test("a backfill pages by the primary key, and needs one", async () => {
    await using bench = await Workbench.open(server, `${schema} CREATE TABLE log (a integer); INSERT INTO log VALUES (1)`);
    const fill = (table: typeof users) =>
      step({
        step: "backfill",
        table,
        set: { age: "1" },
        where: "age IS NULL",
        key: null,
        batch: {},
        throttle: { pauseMs: 5 },
        keepInSync: "no",
      });
    expect((await bench.lower(fill(users)))[0]).toMatchObject({
      kind: "batch",
      id: "s1",
      key: [{ name: "id", type: "bigint" }],
      work: { kind: "update", set: { age: "1" } },
      throttle: { pauseMs: 5 },
    });
    await expect(bench.lower(fill({ ...users, name: "log" }))).rejects.toThrow(InputError);
  });

  test("only a DELETE of everything is a loss", async () => {
    await using bench = await Workbench.open(server, schema);
    expect(hazardsOf(await bench.lower(step({ step: "deleteRows", table: users, where: null })))).toEqual(["dataLoss"]);
    expect(hazardsOf(await bench.lower(step({ step: "deleteRows", table: users, where: "age = 1" })))).toEqual([]);
  });

  test("SQL is taken apart where it cannot share a transaction", async () => {
    await using bench = await Workbench.open(server, `${schema} CREATE TYPE e AS ENUM ('a')`);
    const sql =
      "CREATE TABLE x (a int); TRUNCATE x; CREATE INDEX CONCURRENTLY i ON users (age); ALTER TYPE e ADD VALUE 'b'; CREATE TABLE y (b e DEFAULT 'b')";
    const instructions = await bench.lower([{ kind: "opaque", id: "s", sql, transaction: true }]);
    expect(
      instructions.map((instruction) =>
        instruction.kind === "statement" ? [instruction.mode, instruction.statements.length, instruction.barrier] : [],
      ),
    ).toEqual([
      ["transaction", 2, undefined],
      ["autocommit", 1, "both"],
      ["transaction", 1, "after"],
      ["transaction", 1, undefined],
    ]);
    // The table that is emptied is its own.
    expect(hazardsOf(instructions)).toEqual(["indexBuild"]);
    for (const instruction of instructions) await bench.execute(instruction);
    const [, build] = instructions;
    expect(build?.kind === "statement" && build.probe && (await bench.values(build.probe.sql))[0]).toBe("done");
  });

  test("a temporary default carries a column from its first row to NOT NULL", async () => {
    await using bench = await Workbench.open(server, schema);
    const column = {
      kind: "column",
      ref: { kind: "column", parent: users, name: "level" },
      origin: { kind: "declared" },
      comment: null,
      body: { type: "double precision", nullable: true, default: null, identity: null, generated: null, collation: null },
    } as const;
    const required = { ...column, body: { ...column.body, nullable: false } };
    const changes = [
      { kind: "object", before: null, after: column } as const,
      ...step({
        step: "backfill",
        table: users,
        set: { level: "50.0" },
        where: "level IS NULL",
        key: null,
        batch: {},
        throttle: {},
        keepInSync: "no",
      }),
      { kind: "object", before: column, after: required } as const,
    ];
    const instructions = await bench.carryOut(changes);
    expect(sqlOf(instructions)).toEqual([
      "ALTER TABLE public.users ADD COLUMN level double precision",
      "ALTER TABLE public.users ALTER COLUMN level SET DEFAULT 50.0",
      "ALTER TABLE public.users ADD CONSTRAINT users_level_required CHECK (level IS NOT NULL) NOT VALID",
      "batch: UPDATE public.users SET level = (50.0\n) WHERE (level IS NULL\n)",
      "ALTER TABLE public.users VALIDATE CONSTRAINT users_level_required",
      "ALTER TABLE public.users ALTER COLUMN level SET NOT NULL",
      "ALTER TABLE public.users DROP CONSTRAINT users_level_required",
      "ALTER TABLE public.users ALTER COLUMN level DROP DEFAULT",
      "ANALYZE public.users",
    ]);
    const atomic = await Workbench.open(server, schema);
    await using other = atomic;
    expect(
      sqlOf(
        await other.lower(
          [
            { kind: "object", before: null, after: column },
            { kind: "object", before: column, after: required },
          ],
          { atomic: "yes" },
        ),
      ),
    ).toEqual(["ALTER TABLE public.users ADD COLUMN level double precision", "ALTER TABLE public.users ALTER COLUMN level SET NOT NULL"]);
  });
});
