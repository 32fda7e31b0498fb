import { expect, test } from "vitest";
import type { OpaqueChange } from "../../../src/change/change.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { offlineFacts } from "../../../src/plan/asked-facts.ts";
import { statementsOf } from "../../../src/plan/statements.ts";

const opaque = (sql: string): OpaqueChange => ({ kind: "opaque", id: "sql", sql, transaction: true });
const lower = (sql: string) =>
  sqlite.lowering
    .lower([opaque(sql)], {
      model: SchemaModel.empty,
      facts: offlineFacts(3052000),
      direction: "up",
      project: "p",
      revision: "r",
      atomic: "no",
      searchPath: ["main"],
    })
    .flatMap(statementsOf);

test.each([
  ["SELECT * FROM t", null, []],
  ["PRAGMA user_version = 3", null, []],
  ["WITH w AS (SELECT 1) SELECT * FROM w", null, []],
  ["INSERT OR IGNORE INTO main.t VALUES (1)", "t", []],
  ["UPDATE OR ROLLBACK t SET a = 1", "t", []],
  ["WITH w AS (SELECT a FROM u) DELETE FROM t WHERE a IN (SELECT a FROM w)", "t", []],
  ["DELETE FROM t", "t", ["dataLoss"]],
  ["CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a)", "t", []],
  ["DROP INDEX i", "main", []],
  ["DROP TABLE IF EXISTS [a table]", "a table", ["dataLoss", "incompatibleWithRunningApp"]],
  ["ALTER TABLE t RENAME COLUMN a TO b", "t", ["incompatibleWithRunningApp"]],
  ["ALTER TABLE t DROP COLUMN a", "t", ["dataLoss", "incompatibleWithRunningApp"]],
  ["VACUUM", "main", ["tableRewrite"]],
])("%s locks by way of %s, with the hazards %j", (sql, locked, hazards) => {
  const [statement] = lower(sql);
  expect(statement?.locks).toEqual(
    locked === null ? [] : [expect.objectContaining({ mode: "exclusive", table: expect.objectContaining({ name: locked }) })],
  );
  expect(statement?.hazards.map(({ kind }) => kind)).toEqual(hazards);
});

test("what the SQL has made itself is no loss", () => {
  expect(
    lower("CREATE TABLE t (a); INSERT INTO t VALUES (1); DELETE FROM t; DROP TABLE t; DROP TABLE u").map(({ hazards }) => hazards.length),
  ).toEqual([0, 0, 0, 0, 2]);
});
