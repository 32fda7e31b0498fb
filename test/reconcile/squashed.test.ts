import { beforeEach, expect, test } from "vitest";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { allowLoss, describeProjects } from "./at-hand.ts";

const createTable = (name: string) => `{ createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } }`;
const range = ["a", "b", "c"] as const;

describeProjects((at) => {
  beforeEach(() => {
    for (const [index, id] of range.entries()) at.project.revision(id, range[index - 1] ?? null, `upgrade: [ ${createTable(`of_${id}`)} ]`);
    at.project.revision("d", "c", `upgrade: [ ${createTable("of_d")} ]`);
  });

  /** One revision in the place of the range, as `squash` writes it. */
  const squash = async () => {
    const { graph } = await at.project.options().source.load();
    const replaces = range.map((id, index) => {
      const { digest } = graph.node(id);
      return `{ id: ${id}, steps: 1, revises: [ ${range[index - 1] ?? ""} ], digest: "${digest}" }`;
    });
    for (const id of range) at.project.documents.delete(`${id}.yaml`);
    at.project.revision("s", null, `upgrade: [ ${range.map((id) => createTable(`of_${id}`)).join()} ], replaces: [ ${replaces.join()} ]`);
  };
  const up = async (target = "head") => (await at.go(upgradeRequest(target))).status.revision.current;
  const down = async (target: string) => (await at.go(downgradeRequest(target, allowLoss))).status.revision.current;
  const tables = async () => {
    const there: string[] = [];
    for (const id of [...range, "d"]) if ((await at.beside.columns(`of_${id}`)).length > 0) there.push(id);
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
    for (const id of [...range, "d"]) await at.beside.run(`CREATE TABLE of_${id} (id integer)`);
    await at.project.with((run) => stamp(run, { target: "d", forms: "document", journal: "forget", kind: "stamp" }));
    await squash();
    expect(await down("base")).toEqual([]);
    expect(await tables()).toBe("");
    expect(await up()).toEqual(["d"]);
    expect(await tables()).toBe("abcd");
  });
});
