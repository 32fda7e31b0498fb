import { beforeEach, describe, expect, test } from "vitest";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { repair } from "../../src/reconcile/repair.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { age, allowLoss, describeProjects, users } from "./at-hand.ts";

describeProjects((at) => {
  const { go, reasons, check, count } = at;

  describe("revisions", () => {
    beforeEach(() => {
      at.project.revision("a", null, `upgrade: [ ${users} ]`);
      at.project.revision("b", "a", `upgrade: [ ${age}, { insertRows: { table: users, rows: [ { id: 1, email: a@b.c, age: 7 } ] } } ]`);
    });

    test("are walked to head, once, and nothing is left to do", async () => {
      const first = await go(upgradeRequest("head"));
      expect(first).toMatchObject({ exitCode: 0, status: { reason: "InSync", revision: { current: ["b"], target: ["b"], pending: 0 } } });
      expect(await at.beside.rows("SELECT id, email, age FROM users")).toEqual([{ id: 1, email: "a@b.c", age: 7 }]);
      const again = await go(upgradeRequest("head"));
      expect([again.exitCode, again.status.message]).toEqual([0, "Nothing to do: the database is where it should be"]);
    });

    test("are planned without touching the database", async () => {
      const { plan } = await at.project.with((run) => computePlan(run, upgradeRequest("head")));
      expect(plan.walks.map(({ revision }) => revision)).toEqual(["a", "b"]);
      expect(await at.beside.tables()).toEqual([]);
    });

    test("give the same plan on every database in that state", async () => {
      const digest = () => at.project.with(async (run) => (await computePlan(run, upgradeRequest("head"))).plan.digest);
      expect(await digest()).toBe(await digest());
    });

    test("are walked back, rows that were inserted too, and up again to the same catalogue", async () => {
      await go(upgradeRequest("head"));
      const before = await at.beside.columns("users");
      const down = await go(downgradeRequest("a", allowLoss));
      expect(down.status.revision.current).toEqual(["a"]);
      expect(await count("users")).toBe(0);
      await go(upgradeRequest("head"));
      expect(await at.beside.columns("users")).toEqual(before);
    });

    test("that lose data on the way down need consent", async () => {
      await go(upgradeRequest("head"));
      expect(await reasons(downgradeRequest("base"))).toEqual(["AwaitingApproval", 5]);
      expect(await reasons(downgradeRequest("base", allowLoss))).toEqual(["InSync", 0]);
      expect(await at.beside.tables()).toEqual([]);
    });

    test("with a question that is answered go on", async () => {
      await go(upgradeRequest("head"));
      const asked: string[] = [];
      const outcome = await at.project.with((run) => reconcile(run, downgradeRequest("base")), {
        ask: async ({ code }) => {
          asked.push(code);
          return "yes";
        },
      });
      expect([outcome.exitCode, asked]).toEqual([0, ["consent-missing"]]);
    });

    test("that are edited after they were applied stop the run, until the edit is accepted", async () => {
      await go(upgradeRequest("a"));
      at.project.revision("a", null, `upgrade: [ ${users}, { addColumn: { table: users, column: { name: x, type: text } } } ]`);
      await expect(go(upgradeRequest("head"))).rejects.toMatchObject({ code: "revision-edited", exitCode: 3 });
      expect(await at.project.with(repair)).toMatchObject({ accepted: ["a"] });
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    });

    test("with two heads are refused, and nothing runs", async () => {
      at.project.revision("c", "a", "upgrade: []");
      const outcome = await reconcileOnce(at.project.options(), upgradeRequest("head"));
      expect([outcome.situation, outcome.exitCode, outcome.error?.code]).toEqual(["multipleHeads", 3, "multiple-heads"]);
      expect(await at.beside.tables()).toEqual([]);
    });

    test("that the source does not know stop the run", async () => {
      await go(upgradeRequest("head"));
      at.project.documents.delete("b.yaml");
      const outcome = await reconcileOnce(at.project.options(), upgradeRequest("head"));
      expect([outcome.situation, outcome.exitCode]).toEqual(["revisionUnknown", 3]);
    });

    test("that fail leave nothing of themselves, and go on when they are mended", async () => {
      at.project.revision(
        "c",
        "b",
        `upgrade: [ { addColumn: { table: users, column: { name: x, type: text } } }, { sql: { text: "INSERT INTO nowhere VALUES (1)" }, downgrade: [] } ]`,
      );
      const failed = await reconcileOnce(at.project.options(), upgradeRequest("head"));
      expect([failed.situation, failed.exitCode]).toEqual(["failed", 1]);
      expect(failed.error?.message).toContain("step 2");
      expect(failed.status.diagnostics[0]?.position).toMatchObject({ file: "c.yaml", line: 4 });
      expect(await check()).toMatchObject({ state: "pending", pending: ["c"] });
      expect(await at.beside.columns("users")).toEqual(["id", "email", "age"]);
      at.project.revision("c", "b", `upgrade: [ { addColumn: { table: users, column: { name: x, type: text } } } ]`);
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    });

    test("that nothing undoes are refused on the way down before anything runs", async () => {
      at.project.revision("c", "b", `upgrade: [ { sql: { text: "UPDATE users SET age = 8" } } ]`);
      await go(upgradeRequest("head"));
      await expect(go(downgradeRequest("a", allowLoss))).rejects.toMatchObject({ code: "irreversible", exitCode: 3 });
      expect(await at.beside.rows("SELECT age FROM users")).toEqual([{ age: 8 }]);
    });

    test("that never ran leave nothing to repair, and nothing is written for it", async () => {
      expect(await at.project.with(repair)).toEqual({ accepted: [], restarted: [], history: "whole" });
      expect(await at.project.with((run) => run.session.journal.read("shop"))).toBeNull();
    });

    test("can be stamped without touching the schema", async () => {
      expect(await at.project.with((run) => stamp(run, { target: "head", forms: "commandLine", journal: "keep", kind: "stamp" }))).toEqual([
        "b",
      ]);
      expect(await at.beside.tables()).toEqual([]);
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.project.with((run) => stamp(run, { target: "base", forms: "commandLine", journal: "keep", kind: "stamp" }))).toEqual(
        [],
      );
      expect(await reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
      expect(await count("users")).toBe(1);
    });

    test("started four times at once end as one run would", async () => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() => reconcileOnce(at.project.options({ random: () => 0 }), upgradeRequest("head"))),
      );
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
      expect(await count("users")).toBe(1);
    });
  });
});
