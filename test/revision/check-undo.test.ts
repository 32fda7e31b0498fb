import { expect, test } from "vitest";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { RevisionResource } from "../../src/resource/resource.ts";
import { checkUndo } from "../../src/revision/check-undo.ts";

const sql = "{ sql: { text: DELETE FROM t } }";
const table = "{ createTable: { name: t, columns: [ { name: id, type: integer } ] } }";

function findings(spec: string) {
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: r }\nspec: { id: a, message: m, revises: [], ${spec} }\n`;
  return checkUndo(parseResources([{ path: "r.yaml", text }]).resources as RevisionResource[]);
}

test.each([
  ["a step that nothing undoes, before others", `onFailure: undo, upgrade: [ ${sql}, ${table} ]`, 1],
  [
    "a revision that has no way down",
    `onFailure: undo, irreversible: gone, upgrade: [ ${table}, { sql: { text: DELETE FROM t }, downgrade: [] } ]`,
    1,
  ],
  ["a step with its way down", `onFailure: undo, upgrade: [ { sql: { text: DELETE FROM t }, downgrade: [] }, ${table} ]`, 0],
  ["a revision with its way down", `onFailure: undo, downgrade: [], upgrade: [ ${sql}, ${table} ]`, 0],
  ["a step alone", `onFailure: undo, upgrade: [ ${sql} ]`, 0],
  ["one transaction", `onFailure: undo, atomic: true, upgrade: [ ${sql}, ${table} ]`, 0],
  ["a revision that resumes", `upgrade: [ ${sql}, ${table} ]`, 0],
])("%s", (_name, spec, count) => {
  expect(findings(spec).map(({ code, severity }) => `${severity} ${code}`)).toEqual(Array(count).fill("warning undo-impossible"));
});
