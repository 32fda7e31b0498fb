import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, type ReconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { standStill } from "../../src/reconcile/stand-still.ts";
import type { Beside } from "./beside.ts";
import { allowLoss } from "./at-hand.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const columns = `columns: [ { name: id, type: integer, identity: byDefault }, { name: email, type: text, nullable: false }, { name: state, type: text, nullable: false, default: "'new'" } ], primaryKey: { name: users_pkey, columns: [id] }`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, `upgrade: [ { createTable: { name: users, ${columns} } } ]`);
    await go(upgradeRequest("head"));
    await beside.run("INSERT INTO users (email) VALUES ('a@b')");
    project.revision("b", "a", "upgrade: [ { renameTable: { from: users, to: people, keepOld: true } } ]");
    project.schema(`tables: [ { name: people, renamedFrom: [users], ${columns} } ]`);
  });
  afterEach(() => opened.drop());

  const go = async (request: ReconcileRequest) => {
    const outcome = await project.with((run) => reconcile(run, request));
    expect(outcome).toMatchObject({ exitCode: 0 });
    return outcome;
  };
  const relations = async () => {
    const { model } = await project.with(({ session }) => session.inspect({ schemas: [engine.home], ignore: [] }));
    return [...model.objects()].filter(({ kind }) => kind === "table" || kind === "view").map(({ kind, ref }) => `${kind} ${ref.name}`);
  };

  test("a renamed table is read and written under both names until its contract half has run", async () => {
    expect((await go(upgradeRequest("head"))).situation).toBe("contractPending");
    await beside.run("INSERT INTO users (email) VALUES ('b@c')");
    await beside.run("UPDATE users SET email = 'x@y' WHERE email = 'a@b'");
    await beside.run("INSERT INTO people (email) VALUES ('c@d')");
    expect(await beside.rows("SELECT id, email, state FROM users ORDER BY id")).toEqual([
      { id: 1, email: "x@y", state: "new" },
      { id: 2, email: "b@c", state: "new" },
      { id: 3, email: "c@d", state: "new" },
    ]);
    await beside.run("DELETE FROM users WHERE id = 1");
    expect(await beside.rows("SELECT id FROM people ORDER BY id")).toEqual([{ id: 2 }, { id: 3 }]);
    expect((await project.with(standStill)).situation).toBe("contractPending");

    expect((await go(upgradeRequest("head", { contract: "now" }))).situation).toBe("inSync");
    expect(await relations()).toEqual(["table people"]);
    expect((await project.with(standStill)).situation).toBe("inSync");
  });

  test("what the table gets in the same revision is not asked of those who write under the old name", async () => {
    project.revision(
      "b",
      "a",
      "upgrade: [ { renameTable: { from: users, to: people, keepOld: true } }, { addColumn: { table: people, column: { name: extra, type: integer, default: '7' } } } ]",
    );
    project.schema(
      "tables: [ { name: people, renamedFrom: [users], columns: [ { name: id, type: integer, identity: byDefault }, { name: email, type: text, nullable: false }, { name: state, type: text, nullable: false, default: \"'new'\" }, { name: extra, type: integer, default: '7' } ], primaryKey: { name: users_pkey, columns: [id] } } ]",
    );
    expect((await go(upgradeRequest("head"))).situation).toBe("contractPending");
    await beside.run("INSERT INTO users (email) VALUES ('b@c')");
    await beside.run("UPDATE users SET email = 'x@y' WHERE email = 'a@b'");
    expect(await beside.rows("SELECT email, extra FROM people ORDER BY id")).toEqual([
      { email: "x@y", extra: 7 },
      { email: "b@c", extra: 7 },
    ]);
  });

  test.each([
    ["has a column altered", "{ alterColumn: { table: people, column: state, nullable: true, default: \"'old'\" } }", ["email", "state"]],
    [
      "gets a column that a copy of it needs",
      "{ addColumn: { table: people, column: { name: at, type: timestamptz, nullable: false, default: CURRENT_TIMESTAMP } } }",
      ["email", "state"],
    ],
    ["has its rows filled", "{ backfill: { table: people, set: { state: \"'seen'\" }, where: \"state = 'new'\" } }", ["email", "state"]],
  ])("a table that %s in the same revision is read and written under both names", async (_, step, shown) => {
    project.documents.delete("schema.yaml");
    project.revision("b", "a", `upgrade: [ { renameTable: { from: users, to: people, keepOld: true } }, ${step} ], downgrade: []`);
    expect((await go(upgradeRequest("head", allowLoss))).situation).toBe("contractPending");
    await beside.run("INSERT INTO users (email) VALUES ('b@c')");
    await beside.run("UPDATE users SET email = 'x@y' WHERE email = 'a@b'");
    expect(Object.keys((await beside.rows("SELECT * FROM users"))[0] ?? {})).toEqual(["id", ...shown]);
    expect(await beside.rows("SELECT email FROM people ORDER BY id")).toEqual([{ email: "x@y" }, { email: "b@c" }]);
    expect((await go(upgradeRequest("head", { contract: "now" }))).situation).toBe("inSync");
    expect(await relations()).toEqual(["table people"]);
  });

  test("a column that is shown under the old name is not dropped beside it", async () => {
    project.revision(
      "b",
      "a",
      "upgrade: [ { renameTable: { from: users, to: people, keepOld: true } }, { dropColumn: { table: people, column: state } } ]",
    );
    await expect(project.with((run) => reconcile(run, upgradeRequest("head", allowLoss)))).rejects.toMatchObject({ code: "still-used" });
    expect(await relations()).toEqual(["table users"]);
  });

  test("what can only be done once the old name is gone waits for its contract half, in whatever phase", async () => {
    for (const phase of ["", "phase: contract, "]) {
      project.revision("c", "b", `${phase}upgrade: [ { dropColumn: { table: people, column: state } } ]`);
      const outcome = await project.with((run) => reconcile(run, upgradeRequest("head", allowLoss)));
      expect(outcome).toMatchObject({ exitCode: 5, situation: "awaitingContract", status: { revision: { current: ["b"] } } });
    }
    await go(upgradeRequest("head", { ...allowLoss, contract: "now" }));
    expect(Object.keys((await beside.rows("SELECT * FROM people"))[0] ?? {})).toEqual(["id", "email"]);
  });

  test("the way down takes the half away with it", async () => {
    await go(upgradeRequest("head"));
    await go(downgradeRequest("a"));
    expect(await relations()).toEqual(["table users"]);
    expect(await beside.rows("SELECT email FROM users")).toEqual([{ email: "a@b" }]);
    await go(upgradeRequest("head", { contract: "now" }));
    expect(await relations()).toEqual(["table people"]);
    await go(downgradeRequest("a"));
    expect(await relations()).toEqual(["table users"]);
  });

  test("the way down leads back behind a half that has run", async () => {
    await go(upgradeRequest("head"));
    await go(upgradeRequest("head", { contract: "now" }));
    await go(downgradeRequest("a"));
    expect(await relations()).toEqual(["table users"]);
    expect(await beside.rows("SELECT email FROM users")).toEqual([{ email: "a@b" }]);
  });
});
