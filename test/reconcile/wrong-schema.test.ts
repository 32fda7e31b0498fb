import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describeProjects, users } from "./at-hand.ts";

describeProjects((at) => {
  test("what is wrong in the Schema is refused by every verb alike", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.schema(
      'tables: [ { name: users, columns: [ { name: id, type: integer, default: "1", generated: { expression: "2", stored: true } } ] } ]',
    );
    for (const request of [upgradeRequest("head"), reconcileRequest("head")])
      expect(await reconcileOnce(at.project.options(), request)).toMatchObject({
        exitCode: 3,
        error: { diagnostics: [{ code: "contradicting-fields" }] },
      });
    await expect(at.check()).rejects.toMatchObject({ diagnostics: [{ code: "contradicting-fields" }] });
    expect(await at.beside.tables()).toEqual([]);
  });
});
