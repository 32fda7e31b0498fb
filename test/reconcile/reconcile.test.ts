import { beforeEach, describe, expect, test } from "vitest";
import { toDocument } from "../../src/plan/to-document.ts";
import { comparisonExitCode } from "../../src/reconcile/compare.ts";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { applyRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { age, allowLoss, describeProjects, schemaUsers, users } from "./at-hand.ts";

describeProjects((at, engine) => {
  const { go, reasons, check } = at;

  describe("check", () => {
    test("tells in sync, pending, the Schema ahead, and drift apart", async () => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      expect(await check()).toMatchObject({ state: "pending", pending: ["a"], schemaAhead: [] });
      await go(upgradeRequest("head"));
      expect(await check()).toMatchObject({ state: "inSync", pending: [], drift: [], unmanaged: [] });
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await check()).toMatchObject({
        state: "pending",
        schemaAhead: [{ kind: "column", action: "create", name: `${engine.home}.users.phone` }],
      });
      at.project.schema(schemaUsers());
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      const drifted = await check();
      expect(drifted).toMatchObject({
        state: "drift",
        drift: [{ kind: "column", name: `${engine.home}.users.oops`, change: "extra" }],
        schemaAhead: [],
      });
      expect(comparisonExitCode(drifted)).toBe(6);
    });

    test("names what was never ours", async () => {
      await at.beside.run("CREATE TABLE theirs (id integer)");
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      await go(upgradeRequest("head"));
      expect((await check()).unmanaged.map(({ kind, name }) => `${kind} ${name}`)).toEqual([`table ${engine.home}.theirs`]);
    });
  });

  describe("a versioned Database", () => {
    beforeEach(() => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.schema(schemaUsers());
    });

    test("is in sync where Schema and revisions say the same, and settled the next time", async () => {
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect((await go(reconcileRequest("head"))).status.message).toBe("Nothing to do: the database is where it should be");
    });

    test("walks, and says that the Schema is ahead", async () => {
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(reconcileRequest("head"))).toEqual(["SchemaAhead", 2]);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
    });

    test("says that the Schema is behind whichever run made what it does not declare, and names it", async () => {
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      for (const run of [1, 2]) expect(await reasons(reconcileRequest("head")), `run ${run}`).toEqual(["SchemaBehind", 2]);
      expect((await go(reconcileRequest("head"))).status.message).toMatch(
        /^The Schema lacks what the revisions made: drop column .*users\.age\./,
      );
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(reconcileRequest("head"))).toEqual(["SchemaAhead", 2]);
    });

    test("with a target before head does not compare the Schema, which describes the newest state", async () => {
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      at.project.schema(schemaUsers(", { name: age, type: integer }"));
      at.project.database = "target: a";
      expect(await reasons(reconcileRequest("a"))).toEqual(["InSync", 0]);
      expect(await check()).toMatchObject({ state: "inSync", schemaAhead: [] });
    });

    test("reports drift, corrects it, or stops at it, as policy says", async () => {
      await go(reconcileRequest("head"));
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect((await go(reconcileRequest("head"))).status.drift?.objects).toEqual([
        { kind: "column", name: `${engine.home}.users.oops`, change: "extra" },
      ]);
      at.project.database = "policy: { drift: block }";
      expect(await reasons(reconcileRequest("head"))).toEqual(["DriftBlocked", 6]);
      at.project.database = "policy: { drift: correct, destructive: allow }";
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
    });

    test("of which a plan of a part was applied is not in sync yet", async () => {
      await go(reconcileRequest("head"));
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      at.project.database = "policy: { drift: correct }";
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      at.project.schema(schemaUsers(", { name: age, type: integer }"));
      const written = toDocument(await at.project.with(async (run) => (await computePlan(run, applyRequest("head"))).plan), "shop").spec;
      const { status, exitCode } = await go(applyRequest("head", { exactly: written }));
      expect([status.reason, exitCode, status.revision]).toEqual(["Pending", 2, { current: ["a"], target: ["b"], pending: 1 }]);
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
    });

    test("does nothing while suspended or outside its windows", async () => {
      at.project.database = "suspend: true";
      expect(await reasons(reconcileRequest("head"))).toEqual(["Suspended", 5]);
      at.project.database = 'schedule: { windows: [ { cron: "0 0 1 1 *", duration: 1m } ] }';
      expect(await reasons(reconcileRequest("head"))).toEqual(["OutsideWindow", 5]);
      expect(await at.beside.tables()).toEqual([]);
    });

    test("does not walk back where policy refuses, and does where it allows", async () => {
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      at.project.documents.delete("schema.yaml");
      await go(reconcileRequest("head"));
      expect(await reasons(reconcileRequest("a"))).toEqual(["Refused", 3]);
      at.project.database = "policy: { downgrade: allow }";
      expect(await reasons(reconcileRequest("a"))).toEqual(["InSync", 0]);
    });

    test("of which everything is gone is not the one that the journal knows", async () => {
      at.project.revision("b", "a", "upgrade: [ { createTable: { name: teams, columns: [ { name: id, type: integer } ] } } ]");
      await go(upgradeRequest("head"));
      await at.beside.run("DROP TABLE users");
      await at.beside.run("DROP TABLE teams");
      const outcome = await reconcileOnce(at.project.options(), reconcileRequest("head"));
      expect([outcome.situation, outcome.exitCode]).toEqual(["databaseReplaced", 3]);
    });
  });

  describe("a declarative Database", () => {
    test("becomes what the Schema declares, and loses data only with consent", async () => {
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await at.beside.run("INSERT INTO users VALUES (1, 'a', 'b')");
      at.project.schema(schemaUsers());
      expect(await reasons(applyRequest("head"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(reconcileRequest("head"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
    });

    test("walks its revisions first, and stops where they contradict the Schema", async () => {
      at.project.database = "mode: declarative";
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      at.project.revision("b", "a", `upgrade: [ ${age} ]`);
      await expect(go(applyRequest("head"))).rejects.toMatchObject({ code: "revision-contradicts-schema", exitCode: 3 });
      expect(await at.beside.columns("users")).toEqual(["id", "email", "phone"]);
    });

    test("renames a table with its key and index, which bear its name", async () => {
      const named = (name: string, more = "") =>
        `tables: [ { name: ${name}${more}, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] }, indexes: [ { columns: [email] } ] } ]`;
      at.project.schema(named("users"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await at.beside.run("INSERT INTO users VALUES (1, 'a')");
      at.project.schema(named("people", ", renamedFrom: [users]"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.rows("SELECT id, email FROM people")).toEqual([{ id: 1, email: "a" }]);
      expect(await check()).toMatchObject({ state: "inSync", unmanaged: [] });
    });

    test("drops an index of somebody's hand along with the column that it stands on", async () => {
      at.project.schema(schemaUsers(", { name: phone, type: text }"));
      await go(applyRequest("head"));
      await at.beside.run("CREATE INDEX hand ON users (phone)");
      at.project.schema(schemaUsers());
      expect(await reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id", "email"]);
    });

    test("leaves what was never ours, unless prune says so", async () => {
      await at.beside.run("CREATE TABLE theirs (id integer)");
      at.project.schema(schemaUsers());
      await go(applyRequest("head"));
      expect(await at.beside.tables()).toContain("theirs");
      at.project.database = "prune: true";
      await go(applyRequest("head", allowLoss));
      expect(await at.beside.tables()).not.toContain("theirs");
    });

    test.runIf(engine.dialect.name === "postgresql")("leaves the schema that every database has, also where prune says all", async () => {
      at.project.database = "schemas: [public, shop], prune: true";
      at.project.schema("schemas: [ { name: shop } ], tables: [ { name: shop.users, columns: [ { name: id, type: integer } ] } ]");
      await go(applyRequest("head", allowLoss));
      expect(await at.beside.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'public'")).toHaveLength(1);
    });

    test.runIf(engine.dialect.name === "postgresql")("is not settled any more where bare names mean another schema", async () => {
      at.project.database = "schemas: [public, shop], policy: { destructive: allow }";
      at.project.schema(`schemas: [ { name: shop } ], ${schemaUsers()}`);
      for (const run of [1, 2]) expect(await reasons(reconcileRequest("head")), `run ${run}`).toEqual(["InSync", 0]);
      at.project.database += ", defaultSchema: shop";
      expect(await check()).toMatchObject({ state: "pending" });
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.count("shop.users")).toBe(0);
    });

    test("adopts what is there already", async () => {
      await at.beside.run("CREATE TABLE users (id integer NOT NULL, email text, PRIMARY KEY (id))");
      at.project.schema(schemaUsers());
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      expect(await check()).toMatchObject({ state: "drift" });
    });

    test.for([
      ["one that is as declared", "users", ""],
      ["one that gets a column", "users", ", { name: phone, type: text }"],
      ["one that gets another name", "people", ""],
    ] as const)("leaves the parts of a table of nobody's that nobody declares: %s", async ([_, name, more]) => {
      await at.beside.run(`CREATE TABLE ${name} (id integer NOT NULL, email text, theirs text, PRIMARY KEY (id))`);
      await at.beside.run(`CREATE INDEX hand ON ${name} (email)`);
      at.project.schema(schemaUsers(more).replace("name: users", "name: users, renamedFrom: [people]"));
      for (const run of [1, 2]) {
        expect(await reasons(applyRequest("head", allowLoss)), `run ${run}`).toEqual(["InSync", 0]);
        const { state, unmanaged } = await check();
        expect([state, unmanaged.map(({ name }) => name)]).toEqual([
          "inSync",
          [`${engine.home}.users.theirs`, `${engine.home}.users.hand`],
        ]);
        at.project.database = `policy: { maxDrops: ${run + 5} }`;
      }
      await at.beside.run("CREATE INDEX later ON users (id)");
      expect((await check()).drift.map(({ name }) => name)).toEqual([`${engine.home}.users.later`]);
      // What was declared is ours, and goes with its declaration; and with a column, what stands on that.
      at.project.database = "policy: { drift: correct }";
      at.project.schema(
        "tables: [ { name: users, columns: [ { name: id, type: integer, nullable: false } ], primaryKey: { columns: [id] } } ]",
      );
      expect(await reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
      const { state, drift, unmanaged } = await check();
      expect([state, drift, unmanaged.map(({ name }) => name)]).toEqual(["inSync", [], [`${engine.home}.users.theirs`]]);
      expect(await at.beside.columns("users")).toEqual(["id", "theirs"]);
    });

    test("leaves drift alone where policy only reports, and does not forget it over a change elsewhere", async () => {
      const teams = (more = "") =>
        `tables: [ { name: users, columns: [ { name: id, type: integer } ] }, { name: teams, columns: [ { name: id, type: integer }${more} ] } ]`;
      at.project.schema(teams());
      await go(applyRequest("head"));
      await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
      at.project.schema(teams(", { name: size, type: integer }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id", "oops"]);
      expect(await check()).toMatchObject({ state: "drift", drift: [{ change: "extra" }], schemaAhead: [] });
      at.project.database = "policy: { drift: correct }";
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.columns("users")).toEqual(["id"]);
    });

    test("runs exactly the plan that was looked at, or nothing", async () => {
      at.project.schema(schemaUsers());
      const written = toDocument(await at.project.with(async (run) => (await computePlan(run, applyRequest("head"))).plan), "shop").spec;
      await at.beside.run("CREATE TABLE users (id integer)");
      await expect(go(applyRequest("head", { exactly: written }))).rejects.toMatchObject({ code: "plan-outdated", exitCode: 3 });
      await at.beside.run("DROP TABLE users");
      expect(await reasons(applyRequest("head", { exactly: written }))).toEqual(["InSync", 0]);
      await expect(go(applyRequest("head", { exactly: written }))).rejects.toMatchObject({ code: "plan-outdated" });
    });
  });

  test("a source without documents is never the wish that nothing exists", async () => {
    const outcome = await reconcileOnce(at.project.options(), reconcileRequest("head"));
    expect([outcome.situation, outcome.exitCode]).toEqual(["sourceEmpty", 3]);
  });
});
