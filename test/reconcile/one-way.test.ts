import { expect, test } from "vitest";
import { standStill } from "../../src/reconcile/stand-still.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { describeProjects, users } from "./at-hand.ts";

const age = "{ addColumn: { table: users, column: { name: age, type: integer } } }";
const backfill = '{ backfill: { table: users, set: { age: "1" }, where: age IS NULL } }';
const oneWay = "{ sql: { text: DELETE FROM users WHERE id = 7 } }";
const fails = "{ sql: { text: INSERT INTO nowhere VALUES (1) }, downgrade: [] }";

describeProjects((at) => {
  const tryToUpgrade = () => reconcileOnce(at.project.options(), upgradeRequest("head"));

  test("a revision that is to be undone, and could not be half way, is refused before anything runs", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `onFailure: undo, upgrade: [ ${oneWay}, ${age}, ${backfill}, ${fails} ]`);
    const refused = await tryToUpgrade();
    expect(refused).toMatchObject({
      exitCode: 3,
      error: { code: "undo-impossible", message: expect.stringMatching(/revision b.*step 1/i) },
    });
    expect(refused.error?.diagnostics).toMatchObject([{ code: "undo-impossible", position: { file: "b.yaml" } }]);
    expect(await at.beside.tables()).toEqual([]);
    at.project.revision("b", "a", `onFailure: undo, irreversible: gone is gone, upgrade: [ ${oneWay} ]`);
    expect((await tryToUpgrade()).exitCode).toBe(0);
  });

  test("what failed and was walked back is not said to go on, and starts anew", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `onFailure: undo, upgrade: [ ${age}, ${backfill}, ${fails} ]`);
    const failed = await tryToUpgrade();
    const remedies = failed.error?.diagnostics.map(({ remedy }) => remedy).join("; ");
    expect(remedies).toContain("walked back");
    expect(remedies).not.toContain("where it stopped");
    expect((await at.project.with(standStill)).status).toMatchObject({ reason: "Pending", progress: null });

    at.project.revision("b", "a", `upgrade: [ ${age}, ${backfill}, ${fails} ]`);
    expect((await tryToUpgrade()).error?.diagnostics[0]?.remedy).toContain("goes on where it stopped");
  });
});
