import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { describeDrift } from "../../src/reconcile/drift.ts";
import { look } from "../../src/reconcile/look.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { casesOf, patience } from "../property/proofs/cases.ts";
import { describeEngines, type Engine } from "./engines.ts";
import { TestProject } from "./project.ts";

const start = `{ createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text, nullable: false }, { name: phone, type: "varchar(20)" } ],
  primaryKey: { columns: [id] }, unique: [ { name: u, columns: [email] } ], checks: [ { name: c, expression: "email <> ''" } ],
  indexes: [ { name: i, keys: [ { column: id } ], where: "email > 'a'" } ] } },
  { createView: { name: v, query: "SELECT id, email FROM users" } }, { createView: { name: w, query: "SELECT id FROM v" } }`;

/** What a revision may do after its renames: `t` is what the table is called then, `c` the column. */
const step: Readonly<Record<string, (t: string, c: string) => string>> = {
  view: (t, c) => `{ alterView: { name: v, query: "SELECT id, ${c}, phone FROM ${t}" } }`,
  check: (t, c) =>
    `{ dropConstraint: { table: ${t}, name: c } }, { addConstraint: { table: ${t}, check: { name: c, expression: "${c} <> 'x'" } } }`,
  unique: (t, c) =>
    `{ dropConstraint: { table: ${t}, name: u } }, { addConstraint: { table: ${t}, unique: { name: k, columns: [${c}] } } }`,
  index: (t, c) => `{ dropIndex: { name: i } }, { createIndex: { table: ${t}, name: i, keys: [ { column: ${c} } ], where: "${c} > 'b'" } }`,
  type: (t) => `{ alterColumn: { table: ${t}, column: phone, type: "varchar(40)" } }`,
  add: (t, c) =>
    `{ addColumn: { table: ${t}, column: { name: twice, type: text, generated: { expression: "${c} || ${c}", stored: true } } } }`,
  renamed: (t, c) => `{ alterColumn: { table: ${t}, column: ${c}, nullable: true } }`,
};
const renames = {
  column: "{ renameColumn: { table: users, from: email, to: mail } }",
  twice: "{ renameColumn: { table: users, from: email, to: post } }, { renameColumn: { table: users, from: post, to: mail } }",
  table: "{ renameTable: { from: users, to: people } }, { renameColumn: { table: people, from: email, to: mail } }",
  both: "{ renameColumn: { table: users, from: email, to: mail } }, { renameTable: { from: users, to: people } }",
} as const;

const revision = fc.record({
  rename: fc.constantFrom(...(Object.keys(renames) as (keyof typeof renames)[])),
  after: fc.shuffledSubarray(Object.keys(step), { minLength: 1 }),
});

function upgradeOf({ rename, after }: typeof revision extends fc.Arbitrary<infer Value> ? Value : never): string {
  const table = rename === "table" || rename === "both" ? "people" : "users";
  return `upgrade: [ ${[renames[rename], ...after.map((name) => step[name]?.(table, "mail"))].join(", ")} ]`;
}

async function upAndDown(engine: Engine, upgrade: string): Promise<void> {
  const opened = await engine.open();
  try {
    const project = new TestProject(engine.dialect, opened.url);
    // What a name is quoted with says nothing about it, nor does the order of creation.
    const catalogue = () =>
      project.with(async ({ session }) => {
        const { model } = await session.inspect({ schemas: [engine.home], ignore: [] });
        return [...model.objects()].map((object) => canonicalJson(object).replaceAll('\\"', "")).toSorted();
      });
    const go = async (request: ReturnType<typeof upgradeRequest>) => {
      expect(await project.with((run) => reconcile(run, request))).toMatchObject({ exitCode: 0 });
      const { drift } = await project.with(look);
      expect(describeDrift(drift)).toEqual([]);
    };
    project.revision("a", null, `upgrade: [ ${start} ]`);
    await go(upgradeRequest("head"));
    await opened.beside.run("INSERT INTO users (id, email) VALUES (1, 'x@y')");
    const before = await catalogue();
    project.revision("b", "a", upgrade);
    await go(upgradeRequest("head"));
    await go(downgradeRequest("a", { allowed: new Set(["dataLoss"]) }));
    expect(await catalogue()).toEqual(before);
    expect(await opened.beside.rows("SELECT email FROM users")).toEqual([{ email: "x@y" }]);
  } finally {
    await opened.drop();
  }
}

describeEngines((engine) => {
  test.each(Object.keys(renames))("what was made anew after a rename (%s) comes back with the old names", (rename) =>
    upAndDown(engine, upgradeOf({ rename: rename as keyof typeof renames, after: ["view", "check", "unique"] })),
  );

  test.each(Object.keys(renames))("what a rename (%s) spells anew is nobody's hand", (rename) =>
    upAndDown(engine, upgradeOf({ rename: rename as keyof typeof renames, after: [] })),
  );

  test.each(casesOf({ ordinary: 5, nightly: 100, against: "a database" }))(
    "any revision with renames leads up and down to where it started: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      await fc.assert(
        fc.asyncProperty(revision, (made) => upAndDown(engine, upgradeOf(made))),
        parameters,
      );
    },
  );
});
