import { expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { describeEngines } from "./engines.ts";
import { TestProject } from "./project.ts";

const table = "{ createTable: { name: t, columns: [ { name: a, type: integer } ] } }";
const count = "query: SELECT count(*) FROM t";

describeEngines((engine) => {
  test.for([
    ["a step that asserts", `upgrade: [ ${table},\n  { assert: { ${count}, expect: 3, message: three } } ]`, "assertion-failed"],
    [
      "a check behind the steps",
      `upgrade: [ ${table} ], verify: [ { ${count}, expect: 0 },\n  { ${count} WHERE a = 1, expect: 1 } ]`,
      "verify-failed",
    ],
    [
      "a check with the query of another",
      `upgrade: [ ${table} ], verify: [ { ${count}, expect: 0 },\n  { ${count}, expect: 1 } ]`,
      "verify-failed",
    ],
    [
      "a check that cannot be asked",
      `upgrade: [ ${table} ], verify: [\n  { query: SELECT count(*) FROM nobody, expect: 0 } ]`,
      "statement-failed",
    ],
    [
      "a condition that cannot be asked",
      `upgrade: [ { ${table.slice(1, -1)}, when: { not: { any: [\n  { query: SELECT count(*) FROM nobody, expect: 0 } ] } } } ]`,
      "statement-failed",
    ],
  ] as const)("%s is told at its place", async ([, spec, code]) => {
    const opened = await engine.open();
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => opened.drop());
    const project = new TestProject(engine.dialect, opened.url);
    project.revision("a", null, spec);
    const failed = project.with((run) => reconcile(run, upgradeRequest("head")));
    await expect(failed).rejects.toMatchObject({ diagnostics: [{ code, position: { file: "a.yaml", line: 5 } }] });
  });

  test("a row that is to be updated where it is there says its key", async () => {
    const opened = await engine.open();
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => opened.drop());
    const project = new TestProject(engine.dialect, opened.url);
    project.revision("a", null, `upgrade: [ ${table}, { upsertRows: { table: t, key: [a], rows: [ { a: 1 },\n {} ] } } ]`);
    const refused = project.with((run) => reconcile(run, upgradeRequest("head")));
    await expect(refused).rejects.toMatchObject({ diagnostics: [{ code: "row-without-key", position: { file: "a.yaml" } }] });
  });
});
