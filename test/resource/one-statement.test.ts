import { describe, expect, test } from "vitest";
import { isOneStatement } from "../../src/resource/ddl/one-statement.ts";
import { findings, revision } from "./read.ts";

describe("a text that stands inside of a statement", () => {
  test.each([
    "SELECT 1",
    "SELECT 1;",
    "SELECT 1; -- done",
    "SELECT ';'",
    `SELECT ";" FROM t;`,
    "SELECT $$;$$, $a$ ; $a$",
    "SELECT /* ; */ E'\\';'",
    "SELECT 'it''s;'",
  ])("%s is one query", (text) => expect(isOneStatement(text, "query")).toBe(true));
  test.each(["SELECT 1; SELECT 2", "SELECT 1;;", "SELECT 'a'; COMMIT", "SELECT '; DROP TABLE t", "SELECT 1 -- a\n; SELECT 2"])(
    "%s is not",
    (text) => expect(isOneStatement(text, "query")).toBe(false),
  );
  test("an expression holds no semicolon at all", () =>
    expect(["a > 0", "a <> ';'", "a > 0;"].map((text) => isOneStatement(text, "expression"))).toEqual([true, true, false]));
});

test("is refused with its place wherever it stands, and sql steps are left alone", () => {
  const steps = `revises: []
upgrade:
  - createView: { name: v, query: "SELECT 1; COMMIT" }
  - updateRows: { table: t, set: { a: "1; DROP TABLE t" }, where: "true; COMMIT" }
  - insertRows: { table: t, rows: [ { a: { sql: "1); DROP TABLE t" }, b: "x; y" } ] }
  - sql: { text: "SELECT 1; SELECT 2" }
    downgrade: []
verify: [ { name: all, query: "SELECT 1; COMMIT", expect: 1 } ]`;
  expect(findings(revision(steps)).filter((line) => line.includes("several-statements"))).toHaveLength(5);
});
