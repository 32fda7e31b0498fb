import { expect, test } from "vitest";
import { grammar } from "../../../src/dialect/sqlite/grammar.ts";

const statements = (sql: string) => {
  const found = grammar.analyse(sql);
  if ("message" in found) throw new Error(found.message);
  return found;
};

test("a trigger's body is one statement, CASE inside it included", () => {
  const trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN 1 THEN 2 END; DELETE FROM b; END";
  expect(statements(`${trigger}; SELECT 1;`).map(({ sql }) => sql)).toEqual([trigger, "SELECT 1"]);
});

test("semicolons in literals, names and comments split nothing; empty statements are none", () => {
  expect(statements(`SELECT ';', "a;b" -- c;\n;; ;SELECT 2`).map(({ sql, offset }) => [offset, sql])).toEqual([
    [0, `SELECT ';', "a;b"`],
    [28, "SELECT 2"],
  ]);
});

test.each([
  ["VACUUM", false],
  ["PRAGMA main.foreign_keys = OFF", false],
  ["PRAGMA user_version = 3", true],
  ["CREATE TABLE vacuum (a)", true],
])("%s runs in a transaction: %s", (sql, transactional) => {
  expect(statements(sql)[0]?.transactional).toBe(transactional);
});

test.each(["BEGIN", "COMMIT", "end transaction", "ROLLBACK TO a", "SAVEPOINT a", "RELEASE a"])("%s is refused", (sql) => {
  expect(statements(sql)[0]?.refused).toBe("transactionControl");
});

test.each([
  ["DELETE FROM t", true],
  ["WITH w AS (SELECT 1 WHERE 1) DELETE FROM t", true],
  ["DELETE FROM t WHERE a", false],
  ["DROP TABLE IF EXISTS t", true],
  ["ALTER TABLE t DROP COLUMN a", true],
  ["INSERT INTO t VALUES ('DROP TABLE t')", false],
  ["DROP INDEX i", false],
  ["DROP VIEW v", false],
])("%s loses data: %s", (sql, loses) => {
  expect(statements(sql)[0]?.dataLoss !== null).toBe(loses);
});

test("what SQLite would not read is a fault with its place", () => {
  expect(grammar.analyse("SELECT 1; SELECT 'a")).toMatchObject({ offset: 17 });
});

test.each([
  ["VARCHAR ( 50 )", "varchar(50)"],
  ["INT", "integer"],
  ["decimal(10, 2)", "numeric(10,2)"],
  ["TIMESTAMP WITHOUT TIME ZONE", "timestamp"],
  ["bytea", "blob"],
  ["BYTEA", "BYTEA"],
  ["INT UNSIGNED", "int unsigned"],
  ["datetime", "datetime"],
  ["timestamp(3) with time zone", "timestamptz(3)"],
])("type %s is %s", (type, canonical) => {
  expect(grammar.canonicalType(type, () => undefined)).toBe(canonical);
});

test("literals: quotes are doubled, NUL does not cut", () => {
  expect(grammar.quoteLiteral("it's")).toBe("'it''s'");
  expect(grammar.quoteLiteral("a\0b")).toBe("CAST(X'610062' AS TEXT)");
  expect(grammar.quoteIdentifier('a"b')).toBe('"a""b"');
});

test.each([
  ["BOOL", "BOOL"],
  [" INT ( 11 ) ", "INT ( 11 )"],
  ["TEXT", undefined],
  ["VARCHAR( 20 )", undefined],
  ["unsigned  big int", undefined],
  ["", undefined],
  // What a document means by it is another type.
  ["bytea", undefined],
])("%j is kept as %s", (type, kept) => {
  expect(grammar.declaredType?.(type)).toBe(kept);
});
