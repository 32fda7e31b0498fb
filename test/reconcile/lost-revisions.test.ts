import { expect, test } from "vitest";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { applyRequest, downgradeRequest, type ReconcileRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import type { RunSource } from "../../src/reconcile/run.ts";
import { stamp } from "../../src/reconcile/stamp.ts";
import { age, allowLoss, describeProjects, users } from "./at-hand.ts";

const insert = (id: number) => `{ insertRows: { table: users, rows: [ { id: ${id}, email: x } ] } }`;
const allow = "policy: { downgrade: allow }";

describeProjects((at) => {
  /** a ← b ← c applied; then b and c are gone from the source. */
  const lose = async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${insert(1)} ]`);
    at.project.revision("b", "a", `upgrade: [ ${age}, ${insert(2)} ]`);
    at.project.revision("c", "b", `upgrade: [ { createIndex: { table: users, name: by_age, columns: [age] } }, ${insert(3)} ]`);
    await at.go(upgradeRequest("head"));
    at.project.documents.delete("b.yaml");
    at.project.documents.delete("c.yaml");
  };
  const once = async (request: ReconcileRequest, source: Partial<RunSource> & { commit?: () => Promise<string> } = {}) => {
    const own = at.project.options();
    const load = async () => ({ ...(await own.source.load()), ...(source.commit === undefined ? {} : { commit: await source.commit() }) });
    const { situation, exitCode, error, status } = await reconcileOnce({ ...own, source: { ...own.source, ...source, load } }, request);
    return { situation, exitCode, code: error?.code, message: error?.message ?? "", current: status.revision.current };
  };
  const there = () => at.beside.columns("users");

  test("what the source has lost stops every run, and it is said what can be done", async () => {
    await lose();
    for (const request of [upgradeRequest("head"), applyRequest("head"), reconcileRequest("head"), downgradeRequest("a")]) {
      const outcome = await once(request);
      expect(outcome).toMatchObject({
        situation: "revisionUnknown",
        exitCode: 3,
        message: expect.stringMatching(/which the source does not know/),
      });
    }
    const { error } = await reconcileOnce(at.project.options(), applyRequest("head"));
    expect(error?.diagnostics[0]?.remedy).toContain("policy.downgrade: allow");
    expect(await there()).toEqual(["id", "email", "age"]);
  });

  test("under `downgrade: allow` the journal's inverses lead to the nearest revision that it knows, and on to the target", async () => {
    await lose();
    at.project.database = allow;
    at.project.revision("d", "a", `upgrade: [ { addColumn: { table: users, column: { name: phone, type: text } } } ]`);
    expect(await once(upgradeRequest("head"))).toMatchObject({ situation: "revisionUnknown" });
    expect(
      (await at.project.with((run) => computePlan(run, applyRequest("head")))).plan.walks.map(({ revision, direction }) => [
        revision,
        direction,
      ]),
    ).toEqual([
      ["c", "down"],
      ["b", "down"],
    ]);
    expect(await once(reconcileRequest("head"))).toMatchObject({ situation: "awaitingApproval" });
    expect(await once(applyRequest("head", allowLoss))).toMatchObject({ situation: "inSync", exitCode: 0, current: ["d"] });
    expect(await there()).toEqual(["id", "email", "phone"]);
    expect(await at.beside.rows("SELECT id FROM users")).toEqual([{ id: 1 }]);
    expect(await once(applyRequest("head"))).toMatchObject({ situation: "inSync" });
  });

  test("`downgrade` reaches what lies below them", async () => {
    await lose();
    at.project.database = allow;
    expect(await once(downgradeRequest("base", allowLoss))).toMatchObject({ exitCode: 0, current: [] });
    expect(await there()).toEqual([]);
  });

  test("nobody undoes what no run saw", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `upgrade: [ ${age} ]`);
    await at.go(upgradeRequest("a"));
    await at.project.with((run) => stamp(run, { target: "b", forms: "commandLine", journal: "keep", kind: "stamp" }));
    at.project.documents.delete("b.yaml");
    at.project.database = allow;
    expect(await once(applyRequest("head", allowLoss))).toMatchObject({ situation: "revisionUnknown", code: "lost-revision-unseen" });
  });

  test("an older source never undoes what a newer one brought", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `upgrade: [ ${age} ]`);
    const from = (commit: string, comesAfter: readonly string[] = []) => ({
      commit: async () => commit,
      descends: async (old: string) => (comesAfter.includes(old) ? ("yes" as const) : ("no" as const)),
    });
    expect(await once(upgradeRequest("head"), from("two", ["one"]))).toMatchObject({ exitCode: 0 });
    at.project.documents.delete("b.yaml");
    at.project.database = allow;
    expect(await once(applyRequest("head", allowLoss), from("one"))).toMatchObject({
      situation: "revisionUnknown",
      code: "source-not-newer",
      message: expect.stringContaining("one does not come after two"),
    });
    expect(await once(applyRequest("head", allowLoss))).toMatchObject({
      code: "source-not-newer",
      message: expect.stringContaining("nobody can tell"),
    });
    expect(await there()).toEqual(["id", "email", "age"]);
    expect(await once(applyRequest("head", allowLoss), from("three", ["one", "two"]))).toMatchObject({
      situation: "inSync",
      current: ["a"],
    });
    expect(await there()).toEqual(["id", "email"]);
  });
});
