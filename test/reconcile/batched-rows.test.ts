import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects, users } from "./at-hand.ts";

const batch = "batch: { rows: 2, target: 1ms }";

describeProjects((at) => {
  const attempt = async () => (await reconcileOnce(at.project.options(), upgradeRequest("head"))).exitCode;
  const rows = (table = "users") => at.beside.rows(`SELECT id, email FROM ${table} ORDER BY id`);
  /** The rows of each batch, as they were told. */
  const upgrade = async () => {
    const batches: number[] = [];
    const { exitCode } = await reconcileOnce(
      at.project.options({ onEvent: (event) => void (event.kind === "batchDone" && batches.push(event.rows)) }),
      upgradeRequest("head"),
    );
    return { exitCode, batches };
  };

  test("rows come in in batches, each once, go on after a fault, and the way down takes away those that came", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id) VALUES (4)");
    const given = [1, 2, 3, 4, 5].map((id) => (id === 2 ? `{ id: ${id} }` : `{ id: ${id}, email: e${id} }`)).join(", ");
    at.project.revision("b", "a", `upgrade: [ { insertRows: { table: users, rows: [ ${given} ], ${batch} } } ]`);
    expect(await attempt()).toBe(1);
    expect(await at.count("users")).toBeGreaterThan(2);
    await at.beside.run("DELETE FROM users WHERE id = 4");
    expect(await attempt()).toBe(0);
    expect(await rows()).toEqual([1, 2, 3, 4, 5].map((id) => ({ id, email: id === 2 ? null : `e${id}` })));
    await at.beside.run("INSERT INTO users (id) VALUES (6)");
    expect(await at.reasons(downgradeRequest("a", allowLoss))).toEqual(["InSync", 0]);
    expect(await rows()).toEqual([{ id: 6, email: null }]);
  });

  test("rows that are there are updated in batches, or left", async () => {
    at.project.revision(
      "a",
      null,
      `upgrade: [ ${users}, { insertRows: { table: users, rows: [ { id: 1, email: old }, { id: 2, email: old } ] } } ]`,
    );
    at.project.revision(
      "b",
      "a",
      `upgrade: [ { upsertRows: { table: users, key: [id], rows: [ { id: 1, email: new }, { id: 2, email: new }, { id: 3, email: new } ], ${batch} }, downgrade: [] } ]`,
    );
    at.project.revision(
      "c",
      "b",
      `upgrade: [ { insertRows: { table: users, rows: [ { id: 3, email: x }, { id: 4, email: x } ], onConflict: nothing, ${batch} } } ]`,
    );
    const { exitCode, batches } = await upgrade();
    expect([exitCode, batches.slice(0, 2)]).toEqual([0, [2, 1]]);
    expect((await rows()).map(({ email }) => email)).toEqual(["new", "new", "new", "x"]);
    expect(await at.reasons(downgradeRequest("b", allowLoss))).toEqual(["InSync", 0]);
    expect(await at.count("users")).toBe(3);
  });

  test("what a query gives is copied in batches, each row once, and nothing is left beside", async () => {
    at.project.revision(
      "a",
      null,
      `upgrade: [ ${users}, { insertRows: { table: users, rows: [ ${[1, 2, 3, 4, 5].map((id) => `{ id: ${id}, email: e${id} }`).join(", ")} ] } } ]`,
    );
    await at.go(upgradeRequest("head"));
    at.project.revision(
      "b",
      "a",
      `upgrade: [ { createTable: { name: mails, columns: [ { name: id, type: integer, identity: always }, { name: email, type: text, nullable: false } ], primaryKey: { columns: [id] } } }, { copyRows: { query: "SELECT id, email FROM users ORDER BY id", into: { table: mails, columns: [id, email] }, ${batch} } }, { insertRows: { table: mails, rows: [ { email: last } ] } } ]`,
    );
    const { exitCode, batches } = await upgrade();
    expect([exitCode, batches.reduce((sum, count) => sum + count, 0), batches.length > 1]).toEqual([0, 5, true]);
    expect(await rows("mails")).toEqual([...[1, 2, 3, 4, 5].map((id) => ({ id, email: `e${id}` })), { id: 6, email: "last" }]);
    expect(await at.beside.tables()).toEqual(["mails", "users"]);
    expect(await at.reasons(downgradeRequest("a", allowLoss))).toEqual(["InSync", 0]);
    expect(await at.beside.tables()).toEqual(["users"]);
  });
});
