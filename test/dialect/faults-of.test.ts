import { describe, expect, test } from "vitest";
import { grammar as postgresql } from "../../src/dialect/postgresql/grammar.ts";
import { grammar as sqlite } from "../../src/dialect/sqlite/grammar.ts";
import type { SqlForm } from "../../src/grammar/grammar.ts";

type Case = readonly [form: SqlForm, text: string, offset: number | null];

const both: readonly Case[] = [
  ["expression", "email <> ''", null],
  ["expression", "x -- why", null],
  ["expression", "(SELECT 1)", null],
  ["expression", "SELECT 1", 0],
  ["expression", "a, b", 1],
  ["expression", "a = 1 AND AND b", 10],
  ["expression", "lower(email", 11],
  ["expression", "'x", 0],
  ["expression", "é > > 1", 4],
  ["expression", "lower(a))", 9],
  ["assigned", "upper(name) || 'x'", null],
  ["assigned", "upper(name", 10],
  ["view", "SELECT id, FROM hero", 11],
  ["view", "DELETE FROM hero", 0],
  ["query", "SELECT count(*) FROM hero WHERE", 31],
  ["query", "VALUES (1)", null],
  ["statements", "SELECT 1;\nSELEC 2", 10],
  ["statements", "CREATE TABLE t (id int); DROP TABLE t;", null],
];

const only: Readonly<Record<"postgresql" | "sqlite", readonly Case[]>> = {
  postgresql: [
    ["assigned", "DEFAULT", null],
    ["expression", "a) , ADD CHECK (b", 0],
    ["expression", "email::citext ~* '^a' AND now() > x", null],
    ["statements", "CREATE INDEX CONCURRENTLY i ON t (a); DO $$ BEGIN END $$", null],
    ["statements", "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := nosuch(x.y); RETURN NEW; END $$", null],
    [
      "statements",
      "CREATE FUNCTION f(x s.mood) RETURNS t LANGUAGE plpgsql AS 'DECLARE r s.mood; BEGIN FETCH c INTO r; x.y := 1; END'",
      null,
    ],
    ["statements", "SELECT 1; CREATE FUNCTION é() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\n RETRUN 1; END $$", 72],
    ["definition", "CREATE PROCEDURE p() AS $$ BEGIN NUL; END $$ LANGUAGE plpgsql", 33],
    ["definition", "CREATE FUNCTION not even this parses", null],
    ["statements", "DO $$ BEGIN IF a THEN NULL; END $$", 31],
    ["statements", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'BEGIN RETRUN 1; END'", null],
  ],
  sqlite: [
    ["expression", "1), CHECK (2", 1],
    ["expression", "name GLOB 'a*' AND json_extract(x, '$.a') IS NOT NULL", null],
    ["expression", "CAST(a AS varchar(10)) IN (SELECT value FROM json_each('[1]'))", null],
    ["expression", "CASE WHEN (a) THEN (b) ELSE (c) END", null],
    ["statements", "VACUUM; PRAGMA foreign_keys = ON; EXPLAIN SELECT 1", null],
    ["statements", "CREATE TRIGGER g AFTER INSERT ON hero BEGIN SELECT 1; UPDATE hero SET a = NEW.a; END", null],
    ["statements", "SELECT 1; CREATE TRIGGER g AFTER INSERT ON hero BEGIN SELECT 1; UPDAT hero SET a = 1; END", 64],
    [
      "statements",
      'CREATE TEMP TRIGGER IF NOT EXISTS "on" BEFORE UPDATE OF a ON "the hero" FOR EACH ROW WHEN NEW.a > 1 BEGIN DELETE FROM b WHERE a =; END',
      129,
    ],
    ["statements", "CREATE TRIGGER g INSTEAD OF DELETE ON names BEGIN DELETE FROM hero WHERE name = OLD.name; END", null],
    ["statements", "CREATE TRIGGER g INSTEAD OF DELETE ON names BEGIN DELETE FORM hero; END", 57],
    ["statements", "CREATE TRIGGER g AFTER INSERT ON hero BEGIN SELECT RAISE(ABORT, 'no') WHERE; END", 75],
    ["statements", "CREATE TRIGGER g AFTER TRUNCATE ON hero BEGIN SELECT 1; END", 23],
    ["expression", "email::text", 5],
    ["type", "double precision", null],
    ["type", "numeric(10,2)", null],
    ["type", "varchr(10", 9],
    ["type", "text), b (", 4],
  ],
};

describe.each([
  ["postgresql", postgresql],
  ["sqlite", sqlite],
] as const)("%s reads parts of statements by the database's own parser", (name, { faultsOf }) => {
  test.each([...both, ...only[name]])("%s: %s", async (form, text, offset) => {
    const [fault] = (await faultsOf?.([{ form, text }])) ?? [];
    expect(fault?.offset ?? null, fault?.message).toBe(offset);
    expect(fault?.code).toBe(offset === null ? undefined : "sql-syntax");
    expect(fault?.message ?? "").not.toMatch(/CHECK|\n/);
  });
});

test.each([
  ["postgresql", postgresql],
  ["sqlite", sqlite],
] as const)("a default names no column and asks nothing: %s", async (_, { faultsOf }) => {
  const at = async (text: string): Promise<unknown> => (await faultsOf?.([{ form: "default", text }]))?.map((fault) => fault?.code ?? null);
  for (const text of ["unpaid", "lower(x)", "'a' || b.c", "(SELECT 1)"]) expect(await at(text), text).toEqual(["column-in-default"]);
  for (const text of ["'unpaid'", "CURRENT_TIMESTAMP", "NULL", "true", "-1", "lower('x') || 1"])
    expect(await at(text), text).toEqual([null]);
  expect(await at("lower(")).toEqual(["sql-syntax"]);
});

test("PostgreSQL's parser tells where the column is", async () => {
  const faults = await postgresql.faultsOf?.([{ form: "default", text: "'é' || unpaid || 'x'" }]);
  expect(faults).toEqual([
    { code: "column-in-default", message: `a default names no column and asks nothing, as "'é' || unpaid || 'x'" does`, offset: 7 },
  ]);
});

test("what names nothing that exists is no fault of the text, but a function that SQLite does not have is", async () => {
  const faults = await sqlite.faultsOf?.([
    { form: "expression", text: "nobody.knows > 3" },
    { form: "view", text: "SELECT a FROM nowhere" },
    { form: "expression", text: "length(x) > 1 AND now() > x" },
  ]);
  expect(faults).toEqual([null, null, { code: "unknown-function", message: "SQLite has no function now", offset: 18 }]);
});
