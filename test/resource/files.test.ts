import { expect, test } from "vitest";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { brief, revision, schema } from "./read.ts";

const files: Readonly<Record<string, string>> = {
  "db/sql/a.sql": "SELECT 1",
  "db/sql/b.sql": "SELECT 2",
  "db/sql/deep/c.sql": "SELECT 3",
  "secret.sql": "SELECT 4",
};
const reader = { read: (path: string) => files[path], list: () => Object.keys(files) };
const read = (text: string) => parseResources([{ path: "db/revisions/r.yaml", text }], { root: "db", reader });
const faults = (text: string) => read(text).diagnostics.map((diagnostic) => brief(diagnostic, text));
const sql = (args: string) => revision(`revises: []\nupgrade: [ { sql: ${args} } ]`);

test("a file of a step is inlined, for each dialect too", () => {
  expect(read(sql("{ file: ../sql/a.sql, dialects: { sqlite: { file: ../sql/b.sql } } }")).resources).toMatchObject([
    { upgrade: [{ args: { text: "SELECT 1", dialects: { sqlite: { text: "SELECT 2" } } } }] },
  ]);
});

test("the digest is that of the text, wherever it stands", () => {
  const [inFile] = read(sql("{ file: ../sql/a.sql }")).resources;
  const [inside] = read(sql("{ text: SELECT 1 }")).resources;
  expect(inFile).toMatchObject({ digest: (inside as { digest: string }).digest });
});

test("a file outside of the source, or that is not there, is told", () => {
  expect(faults(sql("{ file: ../../secret.sql }"))).toEqual(["file-outside-source at ../../secret.sql"]);
  expect(faults(sql("{ file: /etc/passwd }"))).toEqual(["file-outside-source at /etc/passwd"]);
  expect(faults(sql("{ file: gone.sql }"))).toEqual(["file-not-found at gone.sql"]);
});

test("a source without files refuses them", () => {
  expect(parseResources([{ path: "r.yaml", text: sql("{ file: a.sql }") }]).diagnostics).toMatchObject([
    { code: "file-refused", position: { line: 6, column: 29 } },
  ]);
});

test("patterns of a Schema give their files in order", () => {
  const [found] = read(schema('files: [ "../sql/**/*.sql" ]')).resources;
  expect(found).toMatchObject({
    sqlFiles: [{ path: "db/sql/a.sql" }, { path: "db/sql/b.sql" }, { path: "db/sql/deep/c.sql", text: "SELECT 3" }],
  });
  expect(faults(schema("files: [ ../sql/x*.sql ]"))).toEqual(["file-not-found at ../sql/x*.sql"]);
});
