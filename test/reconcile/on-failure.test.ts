import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { age, describeProjects, users } from "./at-hand.ts";

const fill = '{ backfill: { table: users, set: { age: "1" }, where: age IS NULL } }';
const fails = (onFailure: string) => `{ sql: { text: INSERT INTO missing VALUES (1) }, downgrade: []${onFailure} }`;

describeProjects((at) => {
  test.each([
    ["as the revision says by itself", "resume", "", ["id", "email", "age"]],
    ["walked back, as its step says", "resume", ", onFailure: undo", ["id", "email"]],
    ["walked back, as the revision says", "undo", "", ["id", "email"]],
    ["left to go on, as its step says", "undo", ", onFailure: resume", ["id", "email", "age"]],
  ])("a revision that fails is %s", async (_, revision, step, columns) => {
    at.project.revision("a", null, `upgrade: [ ${users}, { insertRows: { table: users, rows: [ { id: 1 } ] } } ]`);
    at.project.revision("b", "a", `onFailure: ${revision}, upgrade: [ ${age}, ${fill}, ${fails(step)} ]`);
    expect(await reconcileOnce(at.project.options(), upgradeRequest("head"))).toMatchObject({ exitCode: 1, situation: "failed" });
    expect(await at.beside.columns("users")).toEqual(columns);
  });

  test.each([["domain", `{ createDomain: { name: d, type: text, checks: [ { expression: "VALUE <> ''", noInherit: true } ] } }`]])(
    "what is not managed of a %s is refused by name before anything runs",
    async (what, step) => {
      at.project.revision("a", null, `upgrade: [ ${users}, ${step} ]`);
      const { exitCode, error } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
      expect([exitCode, error?.message]).toEqual([3, expect.stringContaining(what)]);
      expect(await at.beside.columns("users")).toEqual([]);
    },
  );
});
