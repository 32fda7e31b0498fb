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

  test.skipIf(engine.home === "main")("the values of an enum change in what is made of it, with the rows, and back", async () => {
    const opened = await engine.open();
    try {
      const project = new TestProject(engine.dialect, opened.url);
      const go = async (request: ReconcileRequest) =>
        expect(await project.with((run) => reconcile(run, request))).toMatchObject({ exitCode: 0 });
      const rows = async () => (await opened.beside.rows("SELECT t::text FROM t")).map(({ t }) => t);
      const made = `{ createEnum: { name: state, values: [ new, gone ] } }, { createDomain: { name: d, type: state, default: "'gone'" } },
        { createCompositeType: { name: c, attributes: [ { name: s, type: state }, { name: d, type: d }, { name: l, type: "state[]" }, { name: note, type: text } ] } },
        { createTable: { name: t, columns: [ { name: id, type: integer }, { name: d, type: d }, { name: c, type: c }, { name: ds, type: "d[]" } ] } }`;
      project.revision("a", null, `upgrade: [ ${made} ]`);
      await go(upgradeRequest("head"));
      await opened.beside.run(
        `INSERT INTO t VALUES (1, DEFAULT, '(gone,new,"{new,gone}","a ""b"",")', '{gone,new}'), (2, NULL, NULL, NULL)`,
      );
      project.revision(
        "b",
        "a",
        `upgrade: [ { addEnumValue: { enum: state, value: sent, before: new } }, { dropEnumValue: { enum: state, value: gone, replaceWith: sent } } ]`,
      );
      await go(upgradeRequest("head", { allowed: new Set(["dataLoss"]) }));
      await opened.beside.run("INSERT INTO t (id) VALUES (3)");
      expect(await rows()).toEqual(['(1,sent,"(sent,new,""{new,sent}"",""a """"b"""","")","{sent,new}")', "(2,,,)", "(3,sent,,)"]);
      await opened.beside.run("UPDATE t SET d = 'new', c = NULL, ds = NULL");
      await go(downgradeRequest("a", { allowed: new Set(["dataLoss"]) }));
      await opened.beside.run("INSERT INTO t (id) VALUES (4)");
      expect(await rows()).toEqual(["(1,new,,)", "(2,new,,)", "(3,new,,)", "(4,gone,,)"]);
    } finally {
      await opened.drop();
    }
  });
});
