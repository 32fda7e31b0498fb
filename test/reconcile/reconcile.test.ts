import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HazardKind } from "../../src/instruction/instruction.ts";
import { toDocument } from "../../src/plan/to-document.ts";
import { compare, comparisonExitCode } from "../../src/reconcile/compare.ts";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { repair } from "../../src/reconcile/repair.ts";
import { applyRequest, downgradeRequest, type ReconcileRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const allowLoss = { allowed: new Set<HazardKind>(["dataLoss"]) };
const users =
  "{ createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] } } }";
const age = "{ addColumn: { table: users, column: { name: age, type: integer } } }";
const schemaUsers = (more = "") =>
  `tables: [ { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text }${more} ], primaryKey: { columns: [id] } } ]`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
  });
  afterEach(() => opened.drop());

  const go = (request: ReconcileRequest) => project.with((run) => reconcile(run, request));
  const reasons = async (request: ReconcileRequest) => {
    const { status, exitCode } = await go(request);
    return [status.reason, exitCode];
  };
  const check = () => project.with(compare);
  const count = async (table: string) => Number((await beside.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.["n"]);

  describe("revisions", () => {
    beforeEach(() => {
      project.revision("a", null, `upgrade: [ ${users} ]`);
      project.revision("b", "a", `upgrade: [ ${age}, { insertRows: { table: users, rows: [ { id: 1, email: a@b.c, age: 7 } ] } } ]`);
    });

    test("are walked to head, once, and nothing is left to do", async () => {
      const first = await go(upgradeRequest("head"));
      expect(first).toMatchObject({ exitCode: 0, status: { reason: "InSync", revision: { current: ["b"], target: ["b"], pending: 0 } } });
      expect(await beside.rows("SELECT id, email, age FROM users")).toEqual([{ id: 1, email: "a@b.c", age: 7 }]);
      const again = await go(upgradeRequest("head"));
      expect([again.exitCode, again.status.message]).toEqual([0, "Nothing to do: the database is where it should be"]);
    });

    test("are planned without touching the database", async () => {
      const { plan } = await project.with((run) => computePlan(run, upgradeRequest("head")));
      expect(plan.walks.map(({ revision }) => revision)).toEqual(["a", "b"]);
      expect(await beside.tables()).toEqual([]);
    });

    test("give the same plan on every database in that state", async () => {
      const digest = () => project.with(async (run) => (await computePlan(run, upgradeRequest("head"))).plan.digest);
      expect(await digest()).toBe(await digest());
    });

    test("are walked back, rows that were inserted too, and up again to the same catalogue", async () => {
      await go(upgradeRequest("head"));
      const before = await beside.columns("users");
      const down = await go(downgradeRequest("a", allowLoss));
      expect(down.status.revision.current).toEqual(["a"]);
      expect(await count("users")).toBe(0);
      await go(upgradeRequest("head"));
      expect(await beside.columns("users")).toEqual(before);
    });

    test("that lose data on the way down need consent", async () => {
      await go(upgradeRequest("head"));
      expect(await reasons(downgradeRequest("base"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(downgradeRequest("base", allowLoss))).toEqual(["InSync", 0]);
      expect(await beside.tables()).toEqual([]);
    });

    test("with a question that is answered go on", async () => {
      await go(upgradeRequest("head"));
      const asked: string[] = [];
      const outcome = await project.with((run) => reconcile(run, downgradeRequest("base")), {
        ask: async ({ code }) => {
          asked.push(code);
          return "yes";
        },
      });
      expect([outcome.exitCode, asked]).toEqual([0, ["consent-missing"]]);
    });

    test("that are edited after they were applied stop the run, until the edit is accepted", async () => {
      await go(upgradeRequest("a"));
      project.revision("a", null, `upgrade: [ ${users}, { addColumn: { table: users, column: { name: x, type: text } } } ]`);
      await expect(go(upgradeRequest("head"))).rejects.toMatchObject({ code: "revision-edited", exitCode: 3 });
      expect(await project.with(repair)).toMatchObject({ accepted: ["a"] });
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    });

    test("with two heads are refused, and nothing runs", async () => {
      project.revision("c", "a", "upgrade: []");
      const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
      expect([outcome.situation, outcome.exitCode, outcome.error?.code]).toEqual(["multipleHeads", 3, "multiple-heads"]);
      expect(await beside.tables()).toEqual([]);
    });

    test("that the source does not know stop the run", async () => {
      await go(upgradeRequest("head"));
      project.documents.delete("b.yaml");
      const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
      expect([outcome.situation, outcome.exitCode]).toEqual(["revisionUnknown", 3]);
    });

    test("that fail leave nothing of themselves, and go on when they are mended", async () => {
      project.revision(
        "c",
        "b",
        `upgrade: [ { addColumn: { table: users, column: { name: x, type: text } } }, { sql: { text: "INSERT INTO nowhere VALUES (1)" }, downgrade: [] } ]`,
      );
      const failed = await reconcileOnce(project.options(), upgradeRequest("head"));
      expect([failed.situation, failed.exitCode]).toEqual(["failed", 1]);
      expect(failed.error?.message).toContain("step 1");
      expect(failed.status.diagnostics[0]?.position).toMatchObject({ file: "c.yaml", line: 4 });
      expect(await check()).toMatchObject({ state: "pending", pending: ["c"] });
      expect(await beside.columns("users")).toEqual(["id", "email", "age"]);
      project.revision("c", "b", `upgrade: [ { addColumn: { table: users, column: { name: x, type: text } } } ]`);
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    });

    test("that nothing undoes are refused on the way down before anything runs", async () => {
      project.revision("c", "b", `upgrade: [ { sql: { text: "UPDATE users SET age = 8" } } ]`);
      await go(upgradeRequest("head"));
      await expect(go(downgradeRequest("a", allowLoss))).rejects.toMatchObject({ code: "irreversible", exitCode: 3 });
      expect(await beside.rows("SELECT age FROM users")).toEqual([{ age: 8 }]);
    });

    test("can be stamped without touching the schema", async () => {
      expect(await project.with((run) => stamp(run, { target: "head", forms: "commandLine", journal: "keep", kind: "stamp" }))).toEqual([
        "b",
      ]);
      expect(await beside.tables()).toEqual([]);
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(await project.with((run) => stamp(run, { target: "base", forms: "commandLine", journal: "keep", kind: "stamp" }))).toEqual([]);
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(await count("users")).toBe(1);
    });

    test("started four times at once end as one run would", async () => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() => reconcileOnce(project.options({ random: () => 0 }), upgradeRequest("head"))),
      );
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
      expect(await count("users")).toBe(1);
    });
  });

  describe("check", () => {
    test("tells in sync, pending, the Schema ahead, and drift apart", async () => {
      project.revision("a", null, `upgrade: [ ${users} ]`);
      expect(await check()).toMatchObject({ state: "pending", pending: ["a"], schemaAhead: [] });
      await go(upgradeRequest("head"));
      expect(await check()).toMatchObject({ state: "inSync", pending: [], drift: [], unmanaged: [] });
      project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await check()).toMatchObject({
        state: "pending",
        schemaAhead: [{ kind: "column", action: "create", name: `${engine.home}.users.phone` }],
      });
      project.schema(schemaUsers());
      await beside.run("ALTER TABLE users ADD COLUMN oops text");
      const drifted = await check();
      expect(drifted).toMatchObject({
        state: "drift",
        drift: [{ kind: "column", name: `${engine.home}.users.oops`, change: "extra" }],
        schemaAhead: [],
      });
      expect(comparisonExitCode(drifted)).toBe(6);
    });

    test("names what was never ours", async () => {
      await beside.run("CREATE TABLE theirs (id integer)");
      project.revision("a", null, `upgrade: [ ${users} ]`);
      await go(upgradeRequest("head"));
      expect((await check()).unmanaged.map(({ kind, name }) => `${kind} ${name}`)).toEqual([`table ${engine.home}.theirs`]);
    });
  });

  describe("a versioned Database", () => {
    beforeEach(() => {
      project.revision("a", null, `upgrade: [ ${users} ]`);
      project.schema(schemaUsers());
    });

    test("is in sync where Schema and revisions say the same, and settled the next time", async () => {
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect((await go(reconcileRequest("head"))).status.message).toBe("Nothing to do: the database is where it should be");
    });

    test("walks, and says that the Schema is ahead", async () => {
      project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(reconcileRequest("head"))).toEqual(["SchemaAhead", 2]);
      expect(await beside.columns("users")).toEqual(["id", "email"]);
    });

    test("with a target before head does not compare the Schema, which describes the newest state", async () => {
      project.revision("b", "a", `upgrade: [ ${age} ]`);
      project.schema(schemaUsers(", { name: age, type: integer }"));
      project.database = "target: a";
      expect(await reasons(reconcileRequest("a"))).toEqual(["InSync", 0]);
      expect(await check()).toMatchObject({ state: "inSync", schemaAhead: [] });
    });

    test("reports drift, corrects it, or stops at it, as policy says", async () => {
      await go(reconcileRequest("head"));
      await beside.run("ALTER TABLE users ADD COLUMN oops text");
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect((await go(reconcileRequest("head"))).status.drift?.objects).toEqual([
        { kind: "column", name: `${engine.home}.users.oops`, change: "extra" },
      ]);
      project.database = "policy: { drift: block }";
      expect(await reasons(reconcileRequest("head"))).toEqual(["DriftBlocked", 6]);
      project.database = "policy: { drift: correct, destructive: allow }";
      expect(await reasons(reconcileRequest("head"))).toEqual(["InSync", 0]);
      expect(await beside.columns("users")).toEqual(["id", "email"]);
    });

    test("does nothing while suspended or outside its windows", async () => {
      project.database = "suspend: true";
      expect(await reasons(reconcileRequest("head"))).toEqual(["Suspended", 5]);
      project.database = 'schedule: { windows: [ { cron: "0 0 1 1 *", duration: 1m } ] }';
      expect(await reasons(reconcileRequest("head"))).toEqual(["OutsideWindow", 5]);
      expect(await beside.tables()).toEqual([]);
    });

    test("does not walk back where policy refuses, and does where it allows", async () => {
      project.revision("b", "a", `upgrade: [ ${age} ]`);
      project.documents.delete("schema.yaml");
      await go(reconcileRequest("head"));
      expect(await reasons(reconcileRequest("a"))).toEqual(["Refused", 3]);
      project.database = "policy: { downgrade: allow }";
      expect(await reasons(reconcileRequest("a"))).toEqual(["InSync", 0]);
    });

    test("of which everything is gone is not the one that the journal knows", async () => {
      project.revision("b", "a", "upgrade: [ { createTable: { name: teams, columns: [ { name: id, type: integer } ] } } ]");
      await go(upgradeRequest("head"));
      await beside.run("DROP TABLE users");
      await beside.run("DROP TABLE teams");
      const outcome = await reconcileOnce(project.options(), reconcileRequest("head"));
      expect([outcome.situation, outcome.exitCode]).toEqual(["databaseReplaced", 3]);
    });
  });

  describe("a declarative Database", () => {
    test("becomes what the Schema declares, and loses data only with consent", async () => {
      project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await beside.run("INSERT INTO users VALUES (1, 'a', 'b')");
      project.schema(schemaUsers());
      expect(await reasons(applyRequest("head"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(reconcileRequest("head"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(applyRequest("head", allowLoss))).toEqual(["InSync", 0]);
      expect(await beside.columns("users")).toEqual(["id", "email"]);
    });

    test("walks its revisions first, and stops where they contradict the Schema", async () => {
      project.database = "mode: declarative";
      project.revision("a", null, `upgrade: [ ${users} ]`);
      project.schema(schemaUsers(", { name: phone, type: text }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      project.revision("b", "a", `upgrade: [ ${age} ]`);
      await expect(go(applyRequest("head"))).rejects.toMatchObject({ code: "revision-contradicts-schema", exitCode: 3 });
      expect(await beside.columns("users")).toEqual(["id", "email", "phone"]);
    });

    test("leaves what was never ours, unless prune says so", async () => {
      await beside.run("CREATE TABLE theirs (id integer)");
      project.schema(schemaUsers());
      await go(applyRequest("head"));
      expect(await beside.tables()).toContain("theirs");
      project.database = "prune: true";
      await go(applyRequest("head", allowLoss));
      expect(await beside.tables()).not.toContain("theirs");
    });

    test("adopts what is there already", async () => {
      await beside.run("CREATE TABLE users (id integer NOT NULL, email text, PRIMARY KEY (id))");
      project.schema(schemaUsers());
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      await beside.run("ALTER TABLE users ADD COLUMN oops text");
      expect(await check()).toMatchObject({ state: "drift" });
    });

    test("leaves drift alone where policy only reports, and does not forget it over a change elsewhere", async () => {
      const teams = (more = "") =>
        `tables: [ { name: users, columns: [ { name: id, type: integer } ] }, { name: teams, columns: [ { name: id, type: integer }${more} ] } ]`;
      project.schema(teams());
      await go(applyRequest("head"));
      await beside.run("ALTER TABLE users ADD COLUMN oops text");
      project.schema(teams(", { name: size, type: integer }"));
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await beside.columns("users")).toEqual(["id", "oops"]);
      expect(await check()).toMatchObject({ state: "drift", drift: [{ change: "extra" }], schemaAhead: [] });
      project.database = "policy: { drift: correct }";
      expect(await reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await beside.columns("users")).toEqual(["id"]);
    });

    test("runs exactly the plan that was looked at, or nothing", async () => {
      project.schema(schemaUsers());
      const written = toDocument(await project.with(async (run) => (await computePlan(run, applyRequest("head"))).plan), "shop").spec;
      await beside.run("CREATE TABLE users (id integer)");
      await expect(go(applyRequest("head", { exactly: written }))).rejects.toMatchObject({ code: "plan-outdated", exitCode: 3 });
      await beside.run("DROP TABLE users");
      expect(await reasons(applyRequest("head", { exactly: written }))).toEqual(["InSync", 0]);
      await expect(go(applyRequest("head", { exactly: written }))).rejects.toMatchObject({ code: "plan-outdated" });
    });
  });

  test("a source without documents is never the wish that nothing exists", async () => {
    const outcome = await reconcileOnce(project.options(), reconcileRequest("head"));
    expect([outcome.situation, outcome.exitCode]).toEqual(["sourceEmpty", 3]);
  });
});
