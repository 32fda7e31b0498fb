import { expect, test } from "vitest";
import { readExpectation } from "../../src/reconcile/expectation.ts";
import { look } from "../../src/reconcile/look.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects } from "./at-hand.ts";

/** What each revision makes, in an order that is not that of names. */
const steps: readonly string[] = [
  "{ createTable: { name: people, columns: [ { name: id, type: integer, nullable: false }, { name: name, type: text } ], primaryKey: { columns: [id] } } }",
  "{ createTable: { name: teams, columns: [ { name: id, type: integer, nullable: false } ], primaryKey: { columns: [id] } } }",
  "{ addColumn: { table: people, column: { name: team, type: integer } } }, { createIndex: { table: people, name: people_z, keys: [ { column: team } ] } }",
  "{ addColumn: { table: people, column: { name: age, type: integer } } }, { createIndex: { table: people, name: people_a, keys: [ { column: age } ] } }",
  "{ createTable: { name: a_first, columns: [ { name: id, type: integer } ] } }",
  "{ renameColumn: { table: people, from: name, to: full_name } }",
  "{ renameTable: { from: teams, to: groups } }",
  "{ dropIndex: { name: people_z } }, { dropColumn: { table: people, column: age } }",
];

describeProjects((at) => {
  const isTold = () =>
    at.project.with(async (run) => {
      const { snapshot, live, drift } = await look(run);
      return { told: readExpectation(snapshot?.model ?? "").isAsLeft(live), drift: drift.length };
    });

  test("whatever a run did, the next look tells by the text that nothing moved, and not once a hand was there", async () => {
    for (const [index, upgrade] of steps.entries()) {
      at.project.revision(`r${index}`, index === 0 ? null : `r${index - 1}`, `upgrade: [ ${upgrade} ]`);
      await at.go(upgradeRequest("head", allowLoss));
      expect(await isTold(), upgrade).toEqual({ told: true, drift: 0 });
    }
    await at.beside.run("ALTER TABLE people ADD COLUMN by_hand integer");
    expect(await isTold()).toEqual({ told: false, drift: 1 });
  });
});
