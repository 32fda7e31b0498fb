import { expect, test } from "vitest";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects, users } from "./at-hand.ts";

const renames = {
  table: { step: "{ renameTable: { from: users, to: people } }", sql: "ALTER TABLE users RENAME TO people" },
  column: { step: "{ renameColumn: { table: users, from: email, to: mail } }", sql: "ALTER TABLE users RENAME COLUMN email TO mail" },
};

describeProjects((at) => {
  test.each(Object.entries(renames))("a %s that a hand has renamed is one that is renamed already", async (_, { step, sql }) => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id, email) VALUES (1, 'x@y')");
    await at.beside.run(sql);
    at.project.revision("b", "a", `upgrade: [ ${step} ]`);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    const { unmanaged, ...rest } = await at.check();
    expect(rest).toMatchObject({ state: "inSync", drift: [] });
    expect(unmanaged.filter(({ kind }) => kind === "table" || kind === "column")).toEqual([]);
    const [last] = await at.project.with((run) => run.session.journal.history("shop"));
    expect(JSON.parse(last?.steps ?? "[]")).toMatchObject([{ outcome: "already" }]);
    expect(await at.reasons(downgradeRequest("a"))).toEqual(["InSync", 0]);
    expect(await at.beside.rows("SELECT id, email FROM users")).toEqual([{ id: 1, email: "x@y" }]);
    expect(await at.reasons(downgradeRequest("base", allowLoss))).toEqual(["InSync", 0]);
    expect(await at.beside.tables()).toEqual([]);
  });

  test("a table that a hand has renamed is read and written under the old name too where that is to be kept, and gets it back", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id, email) VALUES (1, 'x@y')");
    await at.beside.run("ALTER TABLE users RENAME TO people");
    at.project.revision("b", "a", "upgrade: [ { renameTable: { from: users, to: people, keepOld: true } } ]");
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["ContractPending", 0]);
    await at.beside.run("INSERT INTO users (id, email) VALUES (2, 'z@y')");
    expect(await at.beside.rows("SELECT id, email FROM people ORDER BY id")).toEqual([
      { id: 1, email: "x@y" },
      { id: 2, email: "z@y" },
    ]);
    expect(await at.reasons(downgradeRequest("a"))).toEqual(["InSync", 0]);
    expect(await at.beside.tables()).toEqual(["users"]);
    expect(await at.beside.rows("SELECT id FROM users ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test("a rename of what is there under neither name stops before anything runs", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    at.project.revision("b", "a", "upgrade: [ { renameColumn: { table: users, from: e_mail, to: mail } } ]");
    await expect(at.go(upgradeRequest("head"))).rejects.toMatchObject({ code: "object-not-found" });
  });

  test("a rename to what the revisions themselves have made is an error of the step, in any order of writing", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, { renameColumn: { table: users, from: mail, to: email } } ]`);
    await expect(at.go(upgradeRequest("head"))).rejects.toMatchObject({ code: "object-not-found" });
    expect(await at.beside.tables()).toEqual([]);
  });
});
