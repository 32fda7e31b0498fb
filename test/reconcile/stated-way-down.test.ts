import { expect, test } from "vitest";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { age, describeProjects, users } from "./at-hand.ts";

describeProjects((at) => {
  test.each([
    ["a step", `upgrade: [ ${age.replace(/\}\s*$/, ", downgrade: [] }")} ]`],
    ["the revision", `upgrade: [ ${age} ], downgrade: []`],
  ])("what a revision did is ours where %s says its own way down, and no drift", async (_, spec) => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    await at.go(upgradeRequest("head"));
    at.project.revision("b", "a", spec);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.check()).toMatchObject({ state: "inSync", drift: [] });
  });
});
