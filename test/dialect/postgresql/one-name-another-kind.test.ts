import { beforeAll, expect, test } from "vitest";
import { autogenerate } from "../../../src/author/autogenerate.ts";
import type { Change } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import { grammar } from "../../../src/dialect/postgresql/grammar.ts";
import type { Model } from "../../../src/model/model.ts";
import { clearHelpers } from "../../../src/plan/clear-helpers.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { fold } from "../../../src/revision/fold.ts";
import { onPostgresql, revision } from "../../operation/steps.ts";
import { patience } from "../../property/proofs/cases.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

const base = "CREATE TABLE base (a integer PRIMARY KEY, b text); CREATE FUNCTION id(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';";

const relations = {
  table: "CREATE TABLE x (a serial PRIMARY KEY, b text)",
  view: "CREATE VIEW x AS SELECT a, b FROM base",
  "materialized view": "CREATE MATERIALIZED VIEW x AS SELECT a, b FROM base; CREATE INDEX xi ON x (a)",
  partition: "CREATE TABLE w (a integer, b text) PARTITION BY RANGE (a); CREATE TABLE x PARTITION OF w FOR VALUES FROM (1) TO (9)",
  "foreign table":
    "CREATE FOREIGN DATA WRAPPER fw; CREATE SERVER fs FOREIGN DATA WRAPPER fw; CREATE FOREIGN TABLE x (a integer, b text) SERVER fs",
};
const ofRows = { table: relations.table, view: relations.view, composite: "CREATE TYPE x AS (a integer, b text)" };
const types = {
  ...ofRows,
  enum: "CREATE TYPE x AS ENUM ('a', 'b')",
  domain: "CREATE DOMAIN x AS text CHECK (VALUE <> 'q')",
  range: "CREATE TYPE x AS RANGE (SUBTYPE = text)",
};
const named = {
  table: relations.table,
  sequence: "CREATE SEQUENCE x",
  "sequence of a column": "CREATE SEQUENCE x OWNED BY base.a",
  index: "CREATE INDEX x ON base (b)",
  unique: "ALTER TABLE base ADD CONSTRAINT x UNIQUE (b)",
  enum: types.enum,
};
const routines = {
  function: "CREATE FUNCTION x(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1'",
  aggregate: "CREATE AGGREGATE x(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = 0)",
  procedure: "CREATE PROCEDURE x(integer) LANGUAGE sql AS 'SELECT $1'",
  "window function": "CREATE FUNCTION x(integer) RETURNS integer LANGUAGE internal WINDOW AS 'window_ntile'",
};

const uses = {
  ofRelations: `CREATE VIEW over AS SELECT a FROM x; CREATE FUNCTION counts() RETURNS bigint BEGIN ATOMIC SELECT count(a) FROM x; END;
    CREATE TABLE p (id integer); ALTER TABLE p ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON p USING (id IN (SELECT a FROM x))`,
  ofRows: "CREATE FUNCTION takes(x) RETURNS text LANGUAGE sql AS 'SELECT ($1).b'",
  ofTypes: "CREATE TYPE holds AS (x x); CREATE TABLE typed (id integer, x x, list x[], h holds); INSERT INTO typed (id) VALUES (1)",
  ofKeys: `CREATE TABLE keyed (x x PRIMARY KEY, o x UNIQUE); CREATE TABLE refers (x x REFERENCES keyed, o x, CONSTRAINT to_o FOREIGN KEY (o) REFERENCES keyed (o) ON DELETE CASCADE);
    INSERT INTO keyed VALUES ('a', 'b'); INSERT INTO refers VALUES ('a', 'b')`,
  ofRoutines: "CREATE TABLE calls (a integer)",
};

async function run(bench: Workbench, changes: readonly Change[], direction: "up" | "down" = "up"): Promise<void> {
  for (const instruction of clearHelpers(await bench.lower(changes, { direction }))) await bench.execute(instruction);
}

/** The steps that are generated lead up, and what is derived from them down. */
async function upAndDown(bench: Workbench, from: Model, to: Model): Promise<void> {
  const { upgrade } = autogenerate(to, from, onPostgresql);
  const { revisions } = fold([revision("r", upgrade)], SchemaModel.from(from), onPostgresql);
  const steps = revisions[0]?.steps ?? [];
  await run(
    bench,
    steps.flatMap(({ changes }) => changes),
  );
  expect(differences(to, await bench.model())).toEqual([]);
  await run(
    bench,
    steps.toReversed().flatMap(({ inverse }) => inverse ?? []),
    "down",
  );
  expect(differences(from, await bench.model())).toEqual([]);
}

/** The same by difference, either way. */
async function thereAndBack(bench: Workbench, from: Model, to: Model): Promise<void> {
  for (const next of [to, from]) {
    await run(bench, diff(next, await bench.model()).changes);
    expect(differences(next, await bench.model())).toEqual([]);
  }
}

beforeAll(() => grammar.ready());

describePostgres("what bears a name and becomes another kind", (server) => {
  test.each([
    ["relations", relations, uses.ofRelations],
    ["rows of one form", ofRows, uses.ofRows],
    ["types", types, uses.ofTypes],
    ["types that keys are of", { enum: types.enum, domain: types.domain }, uses.ofKeys],
    ["what shares the names of relations and types", named, ""],
    ["routines", routines, uses.ofRoutines],
  ])("%s, each to each, up and down", { timeout: patience }, async (_what, kinds, using) => {
    const models: Model[] = [];
    for (const sql of Object.values<string>(kinds)) {
      await using bench = await Workbench.open(server, `${base}${sql}; ${using}`);
      expect((await bench.inspect()).unmanaged).toEqual([]);
      models.push(await bench.model());
    }
    const isRefused = (a: string, b: string): boolean => [a, b].every((kind) => ["table", "partition", "foreign table"].includes(kind));
    for (const [at, [kind, sql]] of Object.entries<string>(kinds).entries()) {
      await using bench = await Workbench.open(server, `${base}${sql}; ${using}`);
      for (const [index, other] of Object.keys(kinds).entries())
        if (index > at && !isRefused(kind, other))
          for (const way of [upAndDown, thereAndBack])
            await way(bench, models[at] as Model, models[index] as Model).catch((error: unknown) => {
              throw new Error(`${kind} to ${other}: ${String((error as Error).message)}`, { cause: error });
            });
    }
  });
});
