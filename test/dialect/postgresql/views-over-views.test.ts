import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

const table = "CREATE TABLE t (x integer, y integer)";
const narrow = `${table}; CREATE VIEW z AS SELECT x FROM t; CREATE VIEW a AS SELECT x FROM z`;
const wide = `${table}; CREATE VIEW z AS SELECT x, y FROM t; CREATE VIEW a AS SELECT x, y FROM z`;

/** As files have it: views by their names, whichever reads another one. */
const byName = (model: Model): Model => {
  const objects = [...model.objects()].toSorted((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
  return SchemaModel.of([...objects.filter(({ kind }) => kind !== "view"), ...objects.filter(({ kind }) => kind === "view")]);
};

const firing = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

async function leads(server: SharedServer, from: string, ...states: readonly string[]): Promise<void> {
  await using bench = await Workbench.open(server, from);
  for (const state of states) {
    await using wanted = await Workbench.open(server, state);
    const goal = byName(await wanted.model());
    await bench.carryOut(diff(goal, await bench.model()).changes);
    expect(differences(goal, await bench.model())).toEqual([]);
  }
}

describePostgres("views whose queries change, and others that read them", (server) => {
  test.each([
    [
      "another one's query and grants change beside them",
      `${narrow}; CREATE VIEW m AS SELECT x FROM t; GRANT SELECT ON m TO PUBLIC`,
      `${wide}; CREATE VIEW m AS SELECT x, y FROM t; GRANT INSERT ON m TO PUBLIC`,
    ],
    [
      "columns go on which something was granted",
      `${wide}; GRANT SELECT (y) ON z TO PUBLIC; GRANT SELECT (y), UPDATE (x) ON a TO PUBLIC`,
      `${narrow}; GRANT UPDATE (x) ON a TO PUBLIC`,
    ],
    [
      "theirs change with their grants",
      `${narrow}; GRANT SELECT ON a TO PUBLIC; GRANT UPDATE (x) ON z TO PUBLIC`,
      `${wide}; GRANT SELECT (x) ON a TO PUBLIC; GRANT INSERT ON z TO PUBLIC`,
    ],
    [
      "another one's options change beside them",
      `${narrow}; CREATE VIEW m AS SELECT x FROM t`,
      `${wide}; CREATE VIEW m WITH (security_barrier = true) AS SELECT x FROM t`,
    ],
    [
      "the options, comment and grants of one that reads them change",
      `${narrow}; CREATE VIEW m WITH (security_barrier = true) AS SELECT x FROM z; GRANT SELECT ON m TO PUBLIC`,
      `${wide}; CREATE VIEW m WITH (check_option = local) AS SELECT x FROM z; COMMENT ON VIEW m IS 'said'`,
    ],
    [
      "each reads the other one's columns that come and go",
      `${table}; CREATE VIEW b AS SELECT x, 1 AS old FROM t; CREATE VIEW a AS SELECT old FROM b; CREATE VIEW c AS SELECT old FROM a`,
      `${table}; CREATE VIEW b AS SELECT x, 1 AS new FROM t; CREATE VIEW a AS SELECT new FROM b; CREATE VIEW c AS SELECT new FROM a; GRANT SELECT ON a, b, c TO PUBLIC`,
    ],
    [
      "they turn round",
      `${table}; CREATE VIEW z AS SELECT x FROM t; CREATE VIEW a AS SELECT x FROM z`,
      `${table}; CREATE VIEW a AS SELECT x FROM t; CREATE VIEW z AS SELECT x FROM a`,
    ],
  ])("%s: there and back", (_what, from, to) => leads(server, from, to, from));

  test.each([
    [
      "a new one stands between them",
      `${table}; CREATE VIEW z AS SELECT x FROM t; CREATE VIEW a AS SELECT x FROM z`,
      `${table}; CREATE VIEW z AS SELECT x, y FROM t; CREATE VIEW n AS SELECT x, y FROM z; CREATE VIEW a AS SELECT y AS x FROM n`,
    ],
    [
      "a new one stands between them, and a column goes",
      `${table}; CREATE VIEW z AS SELECT x, 1 AS old FROM t; CREATE VIEW a AS SELECT old FROM z`,
      `${table}; CREATE VIEW z AS SELECT x, 1 AS new FROM t; CREATE VIEW n AS SELECT new FROM z; CREATE VIEW a AS SELECT n.new FROM n, z; GRANT SELECT ON n TO PUBLIC`,
    ],
  ])("%s", (_what, from, to) => leads(server, from, to));

  test.each([
    [
      "a view",
      `${wide}; CREATE VIEW n AS SELECT x, y FROM z; COMMENT ON VIEW n IS 'said'; CREATE OR REPLACE VIEW a AS SELECT x, y FROM n`,
      narrow,
    ],
    [
      "a materialized view with an index",
      `${table}; CREATE VIEW z AS SELECT x, y FROM t; CREATE MATERIALIZED VIEW n AS SELECT x, y FROM z; CREATE INDEX i ON n (y); CREATE VIEW a AS SELECT x FROM n`,
      narrow,
    ],
    [
      "one with a trigger, and a trigger of the other",
      `${table}; ${firing}; CREATE VIEW z AS SELECT x, y FROM t; CREATE VIEW n AS SELECT x, y FROM z; CREATE VIEW a AS SELECT x FROM n;
      CREATE TRIGGER r INSTEAD OF UPDATE ON z FOR EACH ROW EXECUTE FUNCTION f(); CREATE TRIGGER r INSTEAD OF UPDATE ON n FOR EACH ROW EXECUTE FUNCTION f()`,
      `${narrow}; ${firing}`,
    ],
    [
      "a view and the column, and one takes its place",
      `${table}; CREATE VIEW z AS SELECT x, y FROM t; CREATE VIEW n AS SELECT x, y FROM z; CREATE VIEW a AS SELECT x FROM n`,
      `CREATE TABLE t (x integer); CREATE VIEW z AS SELECT x FROM t; CREATE VIEW k AS SELECT x FROM z; CREATE VIEW a AS SELECT k.x FROM k, z`,
    ],
  ])("what goes lay upon one that gets fewer columns: %s, there and back by what undoes it", async (_what, from, to) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const [start, goal] = [await bench.model(), byName(await wanted.model())];
    const { changes } = diff(goal, start);
    await bench.carryOut(changes);
    expect(differences(goal, await bench.model())).toEqual([]);
    await bench.carryOut(changes.toReversed().map(({ before, after }) => ({ kind: "object", before: after, after: before })));
    expect(differences(start, await bench.model())).toEqual([]);
  });
});
