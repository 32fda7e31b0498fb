import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { written } from "../../../src/model/expression.ts";
import { declared, type SchemaObjectOf } from "../../../src/model/object.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { differences, hazardsOf, sqlOf, users, Workbench } from "./workbench.ts";

const computed = (name: string, expression: string): SchemaObjectOf<"column"> => ({
  kind: "column",
  ref: { kind: "column", parent: users, name },
  origin: declared,
  body: {
    type: "integer",
    nullable: true,
    default: null,
    identity: null,
    generated: { expression: written(expression), stored: true },
    collation: null,
  },
});
const added = [computed("twice", "(age * 2)"), computed("thrice", "(age * 3)")].map((after) => ({
  kind: "object" as const,
  before: null,
  after,
}));

describePostgres("stored computed columns", (server) => {
  test("are added together, so that the table is written anew once", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE users (age integer); INSERT INTO users VALUES (7)");
    const instructions = await bench.carryOut(added);
    expect(sqlOf(instructions)).toEqual([expect.stringMatching(/ADD COLUMN "?twice.*ADD COLUMN "?thrice/), "ANALYZE public.users"]);
    expect(hazardsOf(instructions)).toEqual(["tableRewrite", "longLock"]);
    expect(await bench.values("SELECT twice + thrice FROM users")).toEqual([35]);
  });

  test("are no hazard where there are no rows", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE users (age integer)");
    expect(hazardsOf(await bench.carryOut(added))).toEqual([]);
  });

  test("go and come back with an index that gets another name", async () => {
    const table = (type: string, index: string) =>
      `CREATE TABLE t (n ${type}, g bigint GENERATED ALWAYS AS (n * 2) STORED); CREATE INDEX ${index} ON t (n) WHERE g > 3`;
    await thereAndBack(server, table("integer", "a"), table("smallint", "b"));
  });

  test.each([
    ["an index", "CREATE INDEX q ON t (a)", "CREATE INDEX q ON t (a) WHERE g"],
    ["a check", "ALTER TABLE t ADD CONSTRAINT q CHECK (a > 0)", "ALTER TABLE t ADD CONSTRAINT q CHECK (a > 0 AND g)"],
    ["a key", "ALTER TABLE t ADD CONSTRAINT q UNIQUE (a)", "ALTER TABLE t ADD CONSTRAINT q UNIQUE (a, g)"],
    ["a policy of another table", "CREATE POLICY p ON o USING (n > 0)", "CREATE POLICY p ON o USING (EXISTS (SELECT FROM t WHERE g))"],
    ["a view", "CREATE VIEW v AS SELECT n FROM o", "CREATE VIEW v AS SELECT n, g FROM o, t; CREATE VIEW w AS SELECT g FROM v"],
    [
      "a function, and a default that calls it",
      "CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t; END",
      "CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t WHERE g; END; CREATE TABLE u (n bigint DEFAULT f())",
    ],
  ])("come, and %s reads them, as a column that they are computed from gets another type", async (_what, before, after) => {
    const table = (type: string, computed: string) =>
      `CREATE TABLE t (a ${type}, b ${type}${computed}); CREATE TABLE o (n integer); ALTER TABLE o ENABLE ROW LEVEL SECURITY;`;
    const g = ", g boolean GENERATED ALWAYS AS (a < b) STORED";
    await thereAndBack(server, `${table("integer", "")} ${before}`, `${table("smallint", g)} ${after}`);
  });

  test.each([
    ["as it was", "integer", "bigint", "integer"],
    ["another one too", "integer", "bigint", "bigint"],
    ["where the bytes stay", "varchar(10)", "varchar(20)", "varchar(10)"],
  ])("is made again, with what uses it, where a column that it is computed from gets another type: %s", async (_what, from, to, type) => {
    const table = (
      a: string,
      g: string,
    ) => `CREATE TABLE t (id integer PRIMARY KEY, a ${a}, g ${g} GENERATED ALWAYS AS (a) STORED CONSTRAINT c CHECK (g <> '9'));
      CREATE INDEX i ON t (g) WHERE g > '1'; COMMENT ON COLUMN t.g IS 'kept'; CREATE VIEW v AS SELECT g FROM t; INSERT INTO t VALUES (1, 7)`;
    await using bench = await Workbench.open(server, table(from, from));
    await using wanted = await Workbench.open(server, table(to, type));
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      const instructions = await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
      if (next === goal) expect(hazardsOf(instructions)).not.toContain("dataLoss");
      expect(await bench.values("SELECT g::text FROM v")).toEqual(["7"]);
    }
  });

  const onlyComputed = (source: string, column: string): string =>
    `CREATE TABLE t (id integer PRIMARY KEY, a ${source}, g ${column}); CREATE INDEX i ON t (g) WHERE id > 1; COMMENT ON COLUMN t.g IS 'kept'; CREATE VIEW v AS SELECT g FROM t; INSERT INTO t VALUES (1, 7)`;
  test.each([
    [
      "its type alone, which a value of the other is assigned to",
      "integer GENERATED ALWAYS AS (a) STORED",
      "bigint GENERATED ALWAYS AS (a) STORED",
    ],
    ["its type and expression", "integer GENERATED ALWAYS AS (a) STORED", "date GENERATED ALWAYS AS ('2020-01-01'::date + a) STORED"],
    ["its type, and it comes to be computed", "text", "integer GENERATED ALWAYS AS (a) STORED"],
    ["its collation", "text GENERATED ALWAYS AS (a::text) STORED", 'text COLLATE "C" GENERATED ALWAYS AS (a::text) STORED'],
  ])("are made again, with what uses them, where they change themselves: %s", async (_what, from, to) => {
    await thereAndBack(server, onlyComputed("integer", from), onlyComputed("integer", to));
  });

  test("are made again where a column that they are computed from gets another collation", async () => {
    const computedFrom = "text GENERATED ALWAYS AS (upper(a)) STORED";
    await thereAndBack(server, onlyComputed("text", computedFrom), onlyComputed('text COLLATE "C"', computedFrom));
  });

  test("get another type in place where a step asks for that", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE TABLE users (age integer, twice integer GENERATED ALWAYS AS (age * 2) STORED); INSERT INTO users VALUES (7)",
    );
    const before = (await bench.model()).get({ kind: "column", parent: users, name: "twice" });
    if (typeof before === "string" || before.kind !== "column") throw new Error("there is no twice");
    const after = { ...before, body: { ...before.body, type: "numeric" } };
    const change = { kind: "object", before, after } as const;
    await expect(bench.lower([{ ...change, via: { up: { using: "age" } } }])).rejects.toThrow("column public.users.twice is computed");
    expect(hazardsOf(await bench.carryOut([change]))).toEqual(["tableRewrite", "longLock"]);
    expect(await bench.values("SELECT pg_typeof(twice) || ' ' || twice FROM users")).toEqual(["numeric 14"]);
  });

  test("are told to be in the way of another type of what they are computed from, where a step asks for that alone", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE TABLE users (age integer, twice integer GENERATED ALWAYS AS (age * 2) STORED)",
    );
    const before = (await bench.model()).get({ kind: "column", parent: users, name: "age" });
    if (typeof before === "string" || before.kind !== "column") throw new Error("there is no age");
    const after = { ...before, body: { ...before.body, type: "bigint" } };
    await expect(bench.lower([{ kind: "object", before, after }])).rejects.toThrow(
      "column public.users.age cannot get another type while column public.users.twice is computed from it",
    );
  });

  test("do not go where something uses them that is not ours to make again", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a) STORED); CREATE INDEX theirs ON t (g)",
    );
    await using wanted = await Workbench.open(server, "CREATE TABLE t (a bigint, g integer GENERATED ALWAYS AS (a) STORED)");
    const { changes } = diff(await wanted.model(), await bench.model(), { owned: ({ kind }) => kind !== "index" });
    await expect(bench.carryOut(changes)).rejects.toThrow("cannot drop column public.t.g: index public.t.theirs needs it");
  });
});
