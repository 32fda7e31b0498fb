import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, type ReconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { allowLoss } from "./at-hand.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const createTable = (name: string) => `{ createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } }`;
const range = ["a", "b", "c"] as const;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    for (const [index, id] of range.entries()) project.revision(id, range[index - 1] ?? null, `upgrade: [ ${createTable(`of_${id}`)} ]`);
    project.revision("d", "c", `upgrade: [ ${createTable("of_d")} ]`);
  });
  afterEach(() => opened.drop());

  /** One revision in the place of the range, as `squash` writes it. */
  const squash = async () => {
    const { graph } = await project.options().source.load();
    const replaces = range.map((id, index) => {
      const { digest } = graph.node(id);
      return `{ id: ${id}, steps: 1, revises: [ ${range[index - 1] ?? ""} ], digest: "${digest}" }`;
    });
    for (const id of range) project.documents.delete(`${id}.yaml`);
    project.revision("s", null, `upgrade: [ ${range.map((id) => createTable(`of_${id}`)).join()} ], replaces: [ ${replaces.join()} ]`);
  };
  const go = (request: ReconcileRequest) => project.with((run) => reconcile(run, request));
  const up = async (target = "head") => (await go(upgradeRequest(target))).status.revision.current;
  const down = async (target: string) => (await go(downgradeRequest(target, allowLoss))).status.revision.current;
  const tables = async () => {
    const there: string[] = [];
    for (const id of [...range, "d"]) if ((await opened.beside.columns(`of_${id}`)).length > 0) there.push(id);
    return there.join("");
  };

  test.for(["c", "b", "a"])("a database that stands at %s of the range goes up, down and up again", async (standing) => {
    await up(standing);
    await squash();
    expect(await up()).toEqual(["d"]);
    expect(await tables()).toBe("abcd");
    expect(await down("base")).toEqual([]);
    expect(await tables()).toBe("");
    expect(await up("s")).toEqual(["s"]);
    expect(await up()).toEqual(["d"]);
    expect(await tables()).toBe("abcd");
  });

  test("one that stands inside of the range goes down from there, and up again", async () => {
    await up("b");
    await squash();
    expect(await down("base")).toEqual([]);
    expect(await tables()).toBe("");
    expect(await up()).toEqual(["d"]);
    expect(await tables()).toBe("abcd");
  });

  test("one that nobody saw go through the range goes down by the documents, each step once", async () => {
    for (const id of [...range, "d"]) await opened.beside.run(`CREATE TABLE of_${id} (id integer)`);
    await project.with((run) => stamp(run, { target: "d", forms: "document", journal: "forget", kind: "stamp" }));
    await squash();
    expect(await down("base")).toEqual([]);
    expect(await tables()).toBe("");
    expect(await up()).toEqual(["d"]);
    expect(await tables()).toBe("abcd");
  });
});
