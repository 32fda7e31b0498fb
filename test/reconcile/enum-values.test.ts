import { expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, type ReconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describeEngines } from "./engines.ts";
import { TestProject } from "./project.ts";

const orders = `{ createEnum: { name: state, values: [ new, paid, gone ] } },
  { createTable: { name: orders, columns: [ { name: id, type: integer, nullable: false }, { name: state, type: state, nullable: false, default: "'new'" }, { name: before, type: state, default: "'gone'" } ], primaryKey: { columns: [id] } } },
  { createEnum: { name: other, values: [ a, b ] } }, { createTable: { name: others, columns: [ { name: o, type: other } ] } }`;
const steps = `{ addEnumValue: { enum: state, value: sent, after: paid } }, { renameEnumValue: { enum: state, from: new, to: draft } }, { dropEnumValue: { enum: state, value: gone, replaceWith: sent } }`;

describeEngines((engine) => {
  test("the values of an enum change in every column of it, with the rows, and back", async () => {
    const opened = await engine.open();
    try {
      const project = new TestProject(engine.dialect, opened.url);
      const go = async (request: ReconcileRequest) =>
        expect(await project.with((run) => reconcile(run, request))).toMatchObject({ exitCode: 0 });
      const catalogue = () =>
        project.with(async ({ session }) =>
          [...(await session.inspect({ schemas: [engine.home], ignore: [] })).model.objects()].map(canonicalJson).toSorted(),
        );
      project.revision("a", null, `upgrade: [ ${orders} ]`);
      await go(upgradeRequest("head"));
      await opened.beside.run("INSERT INTO orders (id, before) VALUES (1, 'gone')");
      const before = await catalogue();
      project.revision("b", "a", `upgrade: [ ${steps} ]`);
      project.revision(
        "c",
        "b",
        "upgrade: [ { addEnumValue: { enum: state, value: late, before: draft } }, { createTable: { name: more, columns: [ { name: s, type: state } ] } } ]",
      );
      await go(upgradeRequest("head", { allowed: new Set(["dataLoss"]) }));
      await opened.beside.run("INSERT INTO orders (id, before) VALUES (2, 'late')");
      await opened.beside.run("INSERT INTO more VALUES ('sent')");
      const rows = () => opened.beside.rows("SELECT id, state, before FROM orders ORDER BY id");
      expect(await rows()).toEqual([
        { id: 1, state: "draft", before: "sent" },
        { id: 2, state: "draft", before: "late" },
      ]);
      await expect(opened.beside.run("INSERT INTO orders (id, before) VALUES (3, 'gone')")).rejects.toThrow();
      await opened.beside.run("DELETE FROM orders WHERE id = 2; ");
      await opened.beside.run("UPDATE orders SET before = 'paid'");
      await go(downgradeRequest("a", { allowed: new Set(["dataLoss"]) }));
      expect(await rows()).toEqual([{ id: 1, state: "new", before: "paid" }]);
      expect(await catalogue()).toEqual(before);
    } finally {
      await opened.drop();
    }
  });
});
