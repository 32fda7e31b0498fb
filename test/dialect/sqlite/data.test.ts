import { expect, test } from "vitest";
import type { DataChange, DataStep, OpaqueChange, Row } from "../../../src/change/change.ts";
import { rowSet } from "../../../src/change/row-set.ts";
import { t, Workbench } from "./workbench.ts";

const step = (id: string, data: DataStep): DataChange => ({ kind: "data", id, data });
const insert = (id: string, table: string, rows: readonly Row[], onConflict: "error" | "nothing" = "error") =>
  step(id, { step: "insertRows", table: t(table), rows: rowSet(rows), onConflict });
const undo = (table: string, of: string) => step("undo", { step: "deleteInserted", table: t(table), of: { revision: "r1", step: of } });
const opaque = (sql: string, transaction = true): OpaqueChange => ({ kind: "opaque", id: "sql", sql, transaction });

const people = "CREATE TABLE people (id INTEGER PRIMARY KEY, name text UNIQUE, active boolean DEFAULT 1, doc json, bytes blob, at text)";

test("values of every form are written as the columns want them", async () => {
  await using bench = await Workbench.open(people);
  await bench.execute([
    insert("s", "people", [
      { id: "9007199254740993", name: "it's; \n  indented", active: false, doc: { json: { b: 1, a: [null] } }, bytes: { base64: "AP8=" } },
      { name: "two\0three", at: { sql: "upper('x')" }, active: null },
      { name: "true", active: true, at: true },
    ]),
  ]);
  expect(await bench.rows("SELECT CAST(id AS TEXT), name, active, doc, hex(bytes), at FROM people ORDER BY rowid LIMIT 1")).toEqual([
    ["9007199254740993", "it's; \n  indented", 0, '{"b":1,"a":[null]}', "00FF", null],
  ]);
  expect(await bench.rows("SELECT length(CAST(name AS BLOB)), active, at FROM people ORDER BY rowid LIMIT 2 OFFSET 1")).toEqual([
    [9, null, "X"],
    [4, 1, "true"],
  ]);
});

test("the way down takes exactly what was inserted: not a row that was there, not one that an upsert changed", async () => {
  await using bench = await Workbench.open(people, "INSERT INTO people (id, name) VALUES (1, 'ann'), (2, 'bob')");
  await bench.execute([insert("a", "people", [{ name: "ann" }, { name: "cyd" }], "nothing")]);
  await bench.execute([
    step("b", {
      step: "upsertRows",
      table: t("people"),
      key: ["name"],
      rows: rowSet([
        { name: "bob", at: "now" },
        { name: "dee", at: "now" },
      ]),
    }),
  ]);
  expect(await bench.rows("SELECT name, at FROM people ORDER BY name")).toEqual([
    ["ann", null],
    ["bob", "now"],
    ["cyd", null],
    ["dee", "now"],
  ]);
  await bench.look.run("UPDATE people SET name = 'cyd the second' WHERE name = 'cyd'");
  await bench.execute([undo("people", "b"), undo("people", "a")], "r1", "down");
  expect(await bench.rows("SELECT name FROM people ORDER BY name")).toEqual(["ann", "bob"]);
  expect(await bench.rows("SELECT count(*) FROM keelson_inserted")).toEqual([0]);
});

test("rows are told apart without a number column: by a key of several types, and without any key", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE k (a text, b blob, n real, PRIMARY KEY (a, b, n)) WITHOUT ROWID",
    "INSERT INTO k VALUES ('1', x'01', 0.5)",
    "CREATE TABLE bare (a)",
    "INSERT INTO bare VALUES ('same')",
  );
  await bench.execute([
    insert("k", "k", [
      { a: "1", b: { base64: "AQ==" }, n: 0.1 },
      { a: "x,'y'", b: { base64: "" }, n: 1e300 },
    ]),
    insert("bare", "bare", [{ a: "same" }, { a: "same" }]),
  ]);
  expect(await bench.rows("SELECT (SELECT count(*) FROM k), (SELECT count(*) FROM bare)")).toEqual([[3, 3]]);
  await bench.execute([undo("k", "k"), undo("bare", "bare")], "r1", "down");
  expect(await bench.rows("SELECT a, n FROM k")).toEqual([["1", 0.5]]);
  expect(await bench.rows("SELECT rowid, a FROM bare")).toEqual([[1, "same"]]);
});

test("a failing row leaves none of its stage, and no trigger", async () => {
  await using bench = await Workbench.open(people);
  await expect(bench.execute([insert("s", "people", [{ name: "a" }, { name: "a" }])])).rejects.toMatchObject({
    code: "constraint-failed",
    sqlState: "SQLITE_CONSTRAINT",
    message: expect.stringContaining("people.name"),
  });
  expect(await bench.rows("SELECT count(*) FROM people")).toEqual([0]);
  await bench.execute([insert("s", "people", [{ name: "a" }])]);
});

test("update, delete, copy and assert", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x)", "INSERT INTO a VALUES (1), (2), (3)", "CREATE TABLE b (y, z)");
  await bench.execute([
    step("1", { step: "updateRows", table: t("a"), set: { x: "x * 10 -- ten times" }, where: "x > 1" }),
    step("2", { step: "copyRows", table: t("b"), columns: ["y", "z"], query: "SELECT x, 'c' FROM a ORDER BY x" }),
    step("3", { step: "deleteRows", table: t("a"), where: "x = 1 OR x = 30" }),
    step("4", { step: "assert", query: "SELECT count(*) FROM b", expect: "3", message: "three rows" }),
  ]);
  expect(await bench.rows("SELECT x FROM a")).toEqual([20]);
  expect(await bench.rows("SELECT y FROM b")).toEqual([1, 20, 30]);
  await expect(bench.execute([step("5", { step: "assert", query: "SELECT 1", expect: "2", message: "one is two" })])).rejects.toThrow(
    "one is two: expected 2, found 1",
  );
});

test("a backfill goes by rowid, also where the number column has its place, and by a key of several columns", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE a (id INTEGER PRIMARY KEY, x)",
    "WITH RECURSIVE n(i) AS (SELECT -2 UNION ALL SELECT i + 3 FROM n WHERE i < 50) INSERT INTO a SELECT i, 0 FROM n",
    "CREATE TABLE b (p text, q text, x, PRIMARY KEY (p, q)) WITHOUT ROWID",
    "INSERT INTO b VALUES ('a', 'b', 0), ('a', 'it''s', 0), ('b', '', 0)",
    "CREATE TABLE c (rowid, x)",
    "INSERT INTO c VALUES ('z', 0), ('z', 0), (NULL, 0)",
  );
  const backfill = (table: string) =>
    step(table, {
      step: "backfill",
      table: t(table),
      set: { x: "x + 1" },
      where: null,
      key: null,
      batch: { rows: 2 },
      throttle: {},
      keepInSync: "no",
    });
  await bench.execute([backfill("a"), backfill("b"), backfill("c")]);
  expect(
    await bench.rows(
      "SELECT min(x), max(x), count(*) FROM a UNION ALL SELECT min(x), max(x), count(*) FROM b UNION ALL SELECT min(x), max(x), count(*) FROM c",
    ),
  ).toEqual([
    [1, 1, 19],
    [1, 1, 3],
    [1, 1, 3],
  ]);
});

test("rows that come to match behind the cursor get another pass; a condition that writing does not end gets one only", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE a (id INTEGER PRIMARY KEY, x)",
    "INSERT INTO a VALUES (10, NULL), (20, NULL), (30, NULL)",
  );
  const backfill = (set: string, where: string) =>
    step("s", { step: "backfill", table: t("a"), set: { x: set }, where, key: null, batch: { rows: 2 }, throttle: {}, keepInSync: "no" });
  const [ends] = await bench.lower([backfill("1", "x IS NULL")]);
  const start = {
    id: "s",
    revision: "r1",
    table: "a",
    cursor: null,
    rows: 0,
    total: 0,
    state: "running" as const,
    startedAt: "",
    updatedAt: "",
  };
  if (ends?.kind !== "batch") throw new Error("no batch");
  const first = await bench.session.stages.batch(ends, start, 2, bench.context);
  expect(first.progress).toMatchObject({ total: 3, rows: 2, cursor: '["20"]' });
  await bench.look.run("INSERT INTO a VALUES (5, NULL)");
  let { progress, done } = first;
  while (!done) ({ progress, done } = await bench.session.stages.batch(ends, progress, 2, bench.context));
  expect(await bench.rows("SELECT x FROM a")).toEqual([1, 1, 1, 1]);
  await bench.execute([{ ...backfill("x + 1", "x < 100"), id: "t" }]);
  expect(await bench.rows("SELECT x FROM a")).toEqual([2, 2, 2, 2]);
});

test("a backfill that somebody pauses stands still until it is told to go on", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x)", "INSERT INTO a VALUES (1), (1)");
  const [batch] = await bench.lower([
    step("s", {
      step: "backfill",
      table: t("a"),
      set: { x: "x + 1" },
      where: null,
      key: null,
      batch: { rows: 1 },
      throttle: {},
      keepInSync: "no",
    }),
  ]);
  if (batch?.kind !== "batch") throw new Error("no batch");
  const start = {
    id: "s",
    revision: "r1",
    table: "a",
    cursor: null,
    rows: 0,
    total: 0,
    state: "running" as const,
    startedAt: "",
    updatedAt: "",
  };
  const first = await bench.session.stages.batch(batch, start, 1, bench.context);
  await bench.look.run("UPDATE keelson_backfill SET state = 'paused'");
  expect(await bench.session.stages.batch(batch, first.progress, 1, bench.context)).toMatchObject({
    rows: 0,
    done: false,
    progress: { state: "paused" },
  });
  expect(await bench.rows("SELECT x FROM a")).toEqual([2, 1]);
});

test("a key that the step changes, or that may be NULL, is refused", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (k text, x)");
  const by = (set: Record<string, string>) =>
    step("s", { step: "backfill", table: t("a"), set, where: null, key: ["k"], batch: {}, throttle: {}, keepInSync: "no" });
  await expect(bench.lower([by({ k: "1" })])).rejects.toMatchObject({ code: "batch-key-changes", exitCode: 3 });
  await expect(bench.lower([by({ x: "1" })])).rejects.toMatchObject({ code: "batch-key-nullable", exitCode: 3 });
});

test("opaque SQL runs statement by statement; what cannot run in a transaction stands alone", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x)");
  const instructions = await bench.lower([
    opaque("INSERT INTO a VALUES (';'); CREATE TRIGGER g AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END; VACUUM; DELETE FROM a;"),
  ]);
  expect(
    instructions.map((found) => (found.kind === "statement" ? [found.mode, found.statements.length, found.effects.length] : [])),
  ).toEqual([
    ["transaction", 2, 0],
    ["autocommit", 1, 0],
    ["transaction", 1, 1],
  ]);
  for (const instruction of instructions) await bench.run(instruction);
  expect(await bench.rows("SELECT count(*) FROM a")).toEqual([0]);
  await expect(bench.lower([opaque("BEGIN; SELECT 1")])).rejects.toMatchObject({ code: "transaction-control" });
  await expect(bench.lower([opaque("SELECT 'x")])).rejects.toMatchObject({ code: "sql-syntax" });
});
