import { expect, test } from "vitest";
import { autogenerate } from "../../src/author/autogenerate.ts";
import { settleQuestions } from "../../src/diff/answers.ts";
import { desiredModel } from "../../src/reconcile/desired.ts";
import { modelAt } from "../../src/reconcile/model-of.ts";
import { applyRequest, downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, type AtHand, describeProjects } from "./at-hand.ts";

const orders = (values: string, start: string) =>
  `enums: [ { name: state, values: [ ${values} ] } ], tables: [ { name: orders, columns: [ { name: id, type: integer, nullable: false }, { name: state, type: state, nullable: false, default: "'${start}'" } ], primaryKey: { columns: [id] } } ]`;

/** The next revision, as `keelson revision --autogenerate` would write it. */
async function generate({ project }: AtHand, id: string, revises: string | null): Promise<void> {
  const upgrade = await project.with(async (run) => {
    const [desired, head] = [await desiredModel(run), await modelAt(run, "heads")];
    if (desired === null) throw new Error("there is no Schema");
    const settings = { grammar: run.options.dialect.grammar, defaultSchema: run.settings.defaultSchema };
    const found = await settleQuestions(
      (answers) => autogenerate(desired, head, settings, { answers }),
      (questions) => run.spelling.same(questions, desired, head),
    );
    return found.upgrade;
  });
  project.revision(id, revises, `upgrade: ${JSON.stringify(upgrade)}`);
}

describeProjects((at) => {
  const states = () => at.beside.rows("SELECT id, state FROM orders ORDER BY id");

  test("a revision generated for an enum value with another name takes the rows along, and back", async () => {
    at.project.schema(orders("new, sent, gone", "new"));
    await generate(at, "a", null);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    await at.beside.run("INSERT INTO orders (id, state) VALUES (1, 'sent')");
    await at.beside.run("INSERT INTO orders (id) VALUES (2)");
    at.project.schema(orders("{ name: draft, renamedFrom: [new] }, paid, { name: shipped, renamedFrom: [sent] }, gone", "draft"));
    await generate(at, "b", "a");
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    await at.beside.run("INSERT INTO orders (id) VALUES (3)");
    expect(await states()).toEqual([
      { id: 1, state: "shipped" },
      { id: 2, state: "draft" },
      { id: 3, state: "draft" },
    ]);
    expect(await at.reasons(downgradeRequest("a", allowLoss))).toEqual(["InSync", 0]);
    expect(await states()).toEqual([
      { id: 1, state: "sent" },
      { id: 2, state: "new" },
      { id: 3, state: "new" },
    ]);
  });

  test("where only a value that is no default has another name the rows alone are taken along", async () => {
    at.project.schema(orders("new, sent", "new"));
    await generate(at, "a", null);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    await at.beside.run("INSERT INTO orders (id, state) VALUES (1, 'sent')");
    at.project.schema(orders("new, { name: shipped, renamedFrom: [sent] }", "new"));
    await generate(at, "b", "a");
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await states()).toEqual([{ id: 1, state: "shipped" }]);
  });

  test("a declared enum value with another name takes the rows along", async () => {
    at.project.database = "mode: declarative";
    at.project.schema(orders("new, sent", "new"));
    expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
    await at.beside.run("INSERT INTO orders (id, state) VALUES (1, 'sent')");
    await at.beside.run("INSERT INTO orders (id) VALUES (2)");
    at.project.schema(orders("{ name: draft, renamedFrom: [new] }, { name: shipped, renamedFrom: [sent] }", "draft"));
    expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
    expect(await states()).toEqual([
      { id: 1, state: "shipped" },
      { id: 2, state: "draft" },
    ]);
    expect(await at.check()).toMatchObject({ state: "inSync", drift: [] });
  });
});
