import { afterEach, beforeEach, expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { sqliteFile, type TestFile } from "../server/sqlite.ts";

let file: TestFile;
let project: FaultProject;
beforeEach(() => {
  file = sqliteFile();
  project = new FaultProject({ url: file.url });
});
afterEach(() => {
  project[Symbol.dispose]();
  file[Symbol.dispose]();
});

const schema = (spec: string): string => `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n${spec.replace(/^/gm, "  ")}\n`;
const found = async (): Promise<readonly string[]> =>
  (await project.exits(3, ["validate", "-o", "json"])).json().error.diagnostics.map(({ code, file: at }: { code: string; file?: string }) => `${at?.split("/").at(-1)} ${code}`).sort();

test("one kind of finding hides no other: fields, graph, SQL and Schema of different documents are told together", async () => {
  project.revision("r1", ["gone"], "upgrade: [ { createTable: { name: a, columns: [ { name: id, type: integer } ] } } ]");
  project.revision("r2", [], "upgrade: [ { createTable: { name: b, columns: [ { name: id, typ: integer } ] } } ]");
  project.revision("r3", ["r2"], "upgrade: [ { sql: { text: COMMIT }, downgrade: [] } ]");
  project.write("db/schema.yaml", schema("tables:\n  - { name: t, columns: [ { name: id, type: integer } ], primaryKey: { columns: [nope] } }"));
  expect(await found()).toEqual(["r1.yaml missing-parent", "r2.yaml unknown-field", "r3.yaml transaction-control", "schema.yaml unknown-reference"]);
});

test("what hangs on a document with a fault is no fault of its own", async () => {
  project.revision("r1", [], "upgrade: [ { createTable: { name: b, columns: [ { name: id, typ: integer } ] } } ]");
  project.revision("r2", ["r1"], "upgrade: []");
  project.write("db/one.yaml", schema("tables: [ { name: t, colums: [] } ]"));
  project.write("db/two.yaml", schema("tables: [ { name: u, columns: [ { name: t, type: integer } ], foreignKeys: [ { columns: [t], references: { table: t, columns: [id] } } ] } ]").replace("name: app", "name: two"));
  expect(await found()).toEqual(["one.yaml unknown-field", "r1.yaml unknown-field"]);
});

test("nor is it where a file could not be read at all", async () => {
  project.revision("r2", ["r1"], "upgrade: []");
  project.write("db/revisions/r1.yaml", "kind: [");
  expect(await found()).toEqual(["r1.yaml yaml-syntax"]);
});

test("of a Schema document all is told, also what it has twice beside another fault", async () => {
  project.write("db/schema.yaml", schema("tables:\n  - { name: t, columns: [ { name: id, type: integer }, { name: id, type: text } ] }\n  - { name: t, columns: [] }"));
  expect(await found()).toEqual(["schema.yaml declared-twice", "schema.yaml declared-twice"]);
});

test.for([
  ["rows: { table: t, values: [] }", "upsertRows"],
  ["addTable: { name: t }", "createTable"],
  ["addForeignKey: { table: t }", "addConstraint"],
  ["execute: SELECT 1", "sql"],
] as const)("a step by another name is told ours: %s", async ([step, operation]) => {
  project.revision("r1", [], `upgrade:\n  - ${step}`);
  const [finding] = (await project.exits(3, ["validate", "-o", "json"])).json().error.diagnostics;
  expect(finding).toMatchObject({ code: "unknown-operation", remedy: expect.stringContaining(operation) });
});
