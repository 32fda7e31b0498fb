import { expect, test } from "vitest";
import { modelOf } from "../../src/reconcile/model-of.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { allowLoss, describeProjects, schemaUsers, users } from "./at-hand.ts";
import { TestProject } from "./project.ts";

const teams = "{ createTable: { name: teams, columns: [ { name: id, type: integer } ] } }";

describeProjects((at, engine) => {
  const another = () => {
    const project = new TestProject(engine.dialect, at.opened.url);
    project.database = "journal: { project: billing }, mode: declarative";
    return project;
  };
  const tryTo = (project: TestProject) => reconcileOnce(project.options(), reconcileRequest("head"));

  test("two projects share a database, and neither sees anything of the other's", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    const billing = another();
    billing.database += ", prune: true, policy: { destructive: allow }";
    billing.schema("tables: [ { name: teams, columns: [ { name: id, type: integer } ] } ]");
    expect(await tryTo(billing)).toMatchObject({ exitCode: 0, situation: "inSync" });
    expect(await at.beside.tables()).toEqual(["teams", "users"]);
    expect(await at.check()).toMatchObject({ state: "inSync", drift: [], unmanaged: [] });
    await at.beside.run("ALTER TABLE teams ADD COLUMN oops integer");
    expect(await at.check()).toMatchObject({ state: "inSync", drift: [] });
    expect((await at.go(downgradeRequest("base", allowLoss))).exitCode).toBe(0);
    expect(await at.beside.tables()).toEqual(["teams"]);
  });

  test("an object that another project owns is refused, and the owner is named", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    const billing = another();
    billing.schema(schemaUsers());
    const refused = {
      exitCode: 3,
      situation: "invalid",
      error: { code: "owned-elsewhere", message: expect.stringMatching(/users belongs to project shop/) },
    };
    expect(await tryTo(billing)).toMatchObject(refused);
    const owner = { exitCode: 3, error: { code: "owned-elsewhere", message: expect.stringMatching(/users.* belongs to project shop/) } };
    for (const steps of [
      users,
      "{ addColumn: { table: users, column: { name: age, type: integer } } }",
      "{ dropTable: { name: users } }",
    ]) {
      const billing = another();
      billing.database = "journal: { project: billing }";
      billing.revision("b", null, `upgrade: [ ${teams}, ${steps} ]`);
      expect(await tryTo(billing), steps).toMatchObject(owner);
    }
    const stamping = another();
    stamping.revision("b", null, `upgrade: [ ${users} ]`);
    const stamped = stamping.with((run) => stamp(run, { target: "head", forms: "commandLine", journal: "keep", kind: "stamp" }));
    await expect(stamped).rejects.toMatchObject({ code: "owned-elsewhere" });
    expect(await at.beside.tables()).toEqual(["users"]);
  });

  test("rows of another project's table may be written, and a key may refer to it", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    const billing = another();
    billing.database = "journal: { project: billing }";
    billing.revision(
      "b",
      null,
      `upgrade: [ { insertRows: { table: users, rows: [ { id: 1 } ] } }, { createTable: { name: bills, columns: [ { name: owner, type: integer } ], foreignKeys: [ { name: bills_owner, columns: [owner], references: { table: users, columns: [id] } } ] } } ]`,
    );
    expect(await tryTo(billing)).toMatchObject({ exitCode: 0, situation: "inSync" });
    expect(await at.count("users")).toBe(1);
  });

  test("what is adopted leaves the other project's objects out", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("CREATE TABLE bills (id integer)");
    const billing = another();
    billing.revision("b", null, "upgrade: [ { createTable: { name: bills, columns: [ { name: id, type: integer } ] } } ]");
    await billing.with((run) => stamp(run, { target: "head", forms: "commandLine", journal: "keep", kind: "adopt" }));
    const owned = await billing.with(async ({ session }) => [...((await session.journal.read("billing"))?.objects.keys() ?? [])]);
    expect(owned.map((ref) => ref.includes("bills"))).toEqual([true]);
    const live = await billing.with((run) => modelOf(run, "live"));
    expect(
      [...live.objects()].filter(({ kind, origin }) => kind === "table" && origin.kind === "declared").map(({ ref }) => ref.name),
    ).toEqual(["bills"]);
  });
});
