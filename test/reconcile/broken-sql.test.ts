import { expect, test } from "vitest";
import { compare } from "../../src/reconcile/compare.ts";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { applyRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describeProjects, users } from "./at-hand.ts";

const broken: Readonly<Record<string, string>> = {
  // A function may be the application's own.
  check: "checks: [ { name: grown, expression: age >= >= 18 }, { name: known, expression: nosuch(age) > 0 } ]",
  default: "columns: [ { name: state, type: text, default: unpaid } ]",
  index: 'indexes: [ { name: users_by_age, keys: [ { expression: "lower(email" } ] } ]',
};

describeProjects((at) => {
  test.for(Object.entries(broken))(
    "SQL of a Schema that does not parse is told where it stands before anything runs: %s",
    async ([, said]) => {
      const columns = said.startsWith("columns") ? said : "columns: [ { name: age, type: integer }, { name: email, type: text } ]";
      const rest = said.startsWith("columns") ? "" : `, ${said}`;
      at.project.schema(`tables: [ { name: fine, columns: [ { name: id, type: integer } ] }, { name: users, ${columns}${rest} } ]`);
      const told = {
        exitCode: 3,
        error: {
          diagnostics: [{ code: expect.stringMatching(/^(sql-syntax|column-in-default)$/), position: { column: expect.any(Number) } }],
        },
      };
      expect(await reconcileOnce(at.project.options(), reconcileRequest("head"))).toMatchObject(told);
      await expect(at.project.with((run) => computePlan(run, applyRequest("head")))).rejects.toMatchObject(told.error);
      expect((await at.project.with(compare)).diagnostics).toMatchObject(told.error.diagnostics);
      await expect(at.beside.columns("fine")).resolves.toEqual([]);
    },
  );

  test("SQL of a revision that does not parse stops those before it too", async () => {
    at.project.revision("one", null, `upgrade: [ ${users} ]`);
    at.project.revision(
      "two",
      "one",
      "upgrade: [ { addConstraint: { table: users, check: { name: known, expression: email <> <> '' } } } ]",
    );
    const { exitCode, error } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
    expect({ exitCode, error }).toMatchObject({
      exitCode: 3,
      error: {
        message: expect.stringContaining("addConstraint.check.expression does not parse"),
        diagnostics: [{ code: "sql-syntax", position: {} }],
      },
    });
    await expect(at.beside.columns("users")).resolves.toEqual([]);
  });
});
