import { expect, test } from "vitest";
import { autogenerate } from "../../../src/author/autogenerate.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { applyRequest } from "../../../src/reconcile/request.ts";
import { onPostgresql } from "../../operation/steps.ts";
import { allowLoss } from "../../property/proofs/bench.ts";
import { TestProject } from "../../reconcile/project.ts";
import { ask } from "../../server/ask.ts";
import { describePostgres } from "../../server/postgres.ts";
import { desired } from "./documents.ts";
import { differences, Workbench } from "./workbench.ts";

const fires = { signature: "fires()", sql: "CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'" };
const whole = {
  name: "p",
  columns: [
    { name: "a", type: "integer" },
    { name: "b", type: "text" },
  ],
  partitionBy: { method: "list" as const, columns: ["a"] },
};
const part = { name: "p1", partitionOf: { table: "p", bounds: "IN (1)" } };
const trigger = {
  name: "x",
  sql: "CREATE TRIGGER x BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION fires()",
  enabledIn: [{ table: "p1", enabled: "disabled" as const }],
};

const created = { createTable: whole };
const renamed = (from: string, to: string) => ({ renameColumn: { table: "p", from, to } });

describePostgres("revisions of partitioned tables", (server) => {
  test.each([
    [
      "a trigger that is disabled in a partition",
      [{ createFunction: fires }, created, { createTable: part }, { createTrigger: { table: "p", ...trigger } }],
    ],
    [
      "a column that has another default in a partition is renamed",
      [created, { createTable: { ...part, columnSettings: [{ column: "b", default: "'x'" }] } }, renamed("b", "bb")],
    ],
    [
      "a column on which a partition of a partition has an index and a check is renamed",
      [
        created,
        { createTable: { ...part, partitionBy: { method: "list", columns: ["b"] } } },
        {
          createTable: {
            name: "p11",
            partitionOf: { table: "p1", bounds: "DEFAULT" },
            checks: [{ name: "c", expression: "b <> ''" }],
            indexes: [{ name: "i", columns: ["b"] }],
          },
        },
        renamed("b", "bb"),
      ],
    ],
    ["the column by which the rows are told apart is renamed", [created, { createTable: part }, renamed("a", "aa")]],
    [
      "a column that another table inherits is renamed",
      [
        { createTable: { name: "p", columns: [{ name: "b", type: "text" }] } },
        {
          createTable: {
            name: "q",
            inherits: ["p"],
            columns: [{ name: "n", type: "integer" }],
            columnSettings: [{ column: "b", default: "'x'" }],
            indexes: [{ name: "i", columns: ["b"] }],
          },
        },
        renamed("b", "bb"),
      ],
    ],
  ])("%s: up and down again", async (_what, upgrade) => {
    await using bench = await Workbench.open(server);
    const project = new TestProject(postgresql, bench.url);
    project.database = "policy: { downgrade: allow, destructive: allow }";
    project.revision("a", null, `upgrade: ${JSON.stringify(upgrade)}`);
    for (const target of ["head", "base"])
      expect(await project.with((run) => reconcile(run, applyRequest(target, allowLoss)))).toMatchObject({ exitCode: 0 });
    expect(await ask(bench.url, "SELECT count(*)::int FROM pg_class WHERE relname ~ '^p1?1?$'")).toBe(0);
  });

  test("a trigger that is disabled in a partition of the same document is written behind it", async () => {
    const wanted = await desired({ functions: [fires], tables: [{ ...whole, triggers: [trigger] }, part] });
    const { upgrade } = autogenerate(wanted, SchemaModel.empty, onPostgresql);
    expect(upgrade.map((step) => Object.keys(step)[0])).toEqual(["createFunction", "createTable", "createTable", "createTrigger"]);
    await using bench = await Workbench.open(server);
    const project = new TestProject(postgresql, bench.url);
    project.revision("a", null, `upgrade: ${JSON.stringify(upgrade)}`);
    expect(await project.with((run) => reconcile(run, applyRequest("head", allowLoss)))).toMatchObject({ exitCode: 0 });
    expect(differences(wanted, await bench.model())).toEqual(["extra schema public"]);
  });
});
