import { expect, test } from "vitest";
import { findings, read, readOne, revision, schema } from "./read.ts";

const rows = (row: string) => schema(`rows:\n  - table: teams\n    key: [id]\n    values: [ ${row} ]`);

test("a plain text that readers take for different things is told with its place", () => {
  expect(findings(schema("tables:\n  - name: no\n  - { name: users, comment: 2024-01-01 }"))).toEqual([
    "ambiguous-scalar at no",
    "ambiguous-scalar at 2024-01-01",
  ]);
});

test("an ambiguous key is told, and a key that is a number", () => {
  expect(findings(rows("{ y: 1 }"))).toEqual(["ambiguous-scalar at y"]);
  expect(findings(rows("{ 1: 1 }"))).toEqual(["key-not-text at 1"]);
});

test("quoted texts are what they are", () => {
  expect(findings(rows('{ "y": "no", a: \'1e3\', b: "12345678901234567890" }'))).toEqual([]);
});

test("a number with more digits than a double keeps", () => {
  expect(findings(rows("{ id: 12345678901234567890 }"))).toEqual(["number-precision at 12345678901234567890"]);
});

test("a text that a flow map cut at its comma is shown whole", () => {
  const { diagnostics } = read(schema("tables:\n  - { name: t, columns: [ { name: a, type: numeric(10,2) } ] }"));
  expect(diagnostics).toMatchObject([{ code: "flow-map-cut", remedy: 'Quote it: "numeric(10,2)", or write the map in block style' }]);
});

test("a key that stands twice names both places", () => {
  const { diagnostics } = read(schema("tables:\n  - name: a\n    name: b"));
  expect(diagnostics).toMatchObject([{ code: "duplicate-key", message: 'the key "name" stands here a second time, first at a.yaml:6:7' }]);
});

test("a tab, a control character, another version, an unknown tag", () => {
  expect(findings("a:\n\t- b: 1\n")).toContain("yaml-tab at \t");
  expect(findings("a: b\nc: \0d\n")).toEqual(["control-character at \0"]);
  expect(findings("%YAML 1.1\n---\na: b\n")).toEqual(["yaml-version at %"]);
  expect(findings(schema("tables:\n  - name: !secret x"))).toEqual(["yaml-tag at !"]);
});

test("aliases are understood up to a hundred values, also through other aliases", () => {
  const table = schema("tables:\n  - name: a\n    columns: &c [ { name: id, type: int } ]\n  - { name: b, columns: *c }");
  expect(readOne("Schema", table).spec.tables?.[1]?.columns).toEqual([{ name: "id", type: "int" }]);
  const bomb = ["a0: &a0 [x]", ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`)].join("\n");
  expect(findings(schema(bomb))).toContain("too-many-aliases at *a2");
  expect(findings(schema("files: &a [ *a ]"))).toContain("yaml-alias at *a");
});

test("nesting without end is told, not suffered", () => {
  expect(findings(schema(`files: ${"[".repeat(300)}${"]".repeat(300)}`))).toContain("nested-too-deep at [");
  expect(findings(`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toEqual(["nested-too-deep at ["]);
});

test("a byte order mark and CRLF change neither the content nor the places", () => {
  const text = `\uFEFF${revision('revises: []\nid: "a"\nupgrade:\n  - sql: { text: SELECT 1 }').replaceAll("\n", "\r\n")}`;
  const { id, position, upgrade } = readOne("Revision", text);
  expect({ id, position: position.column, step: upgrade[0]?.position }).toEqual({
    id: "a",
    position: 1,
    step: { file: "a.yaml", line: 8, column: 7 },
  });
});

test("a file above 50 MB is refused unread; one above 4 MB is read where it is plain, and else told where it is not", () => {
  const mb = 1024 * 1024;
  expect(findings("#".repeat(50 * mb + 1))).toEqual(["document-too-large at #"]);
  const rows = "      - { id: 1, price: 0.25, name: 'someone, somewhere' }\n".repeat(80_000);
  const large = (row: string) =>
    `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: a }\nspec:\n  revises: []\n  upgrade:\n  - insertRows:\n      table: t\n      rows:\n${rows}${row}`;
  expect(large("").length).toBeGreaterThan(4 * mb);
  const { resources } = read(large(""));
  expect(resources).toHaveLength(1);
  const first = (row: string) => read(large(row)).diagnostics.map(({ code, position }) => [code, position?.line, position?.column]);
  expect(first("      - { id: *all }\n")).toEqual([["document-too-large", 80_010, 1]]);
  expect(first("      - { id: 1, name: { nothing: x } }\n")).toEqual([["one-of-missing", 80_010, 24]]);
});

test("documents of others are left alone with a note, near misses are not", () => {
  const { resources, diagnostics } = read(
    "apiVersion: v1\nkind: ConfigMap\ndata: { a: no }\n---\napiVersion: keelson.dev/v1alpha1\nkind: Revison\n---\nkind: Schema\n---\n# nothing\n",
  );
  expect(resources).toEqual([]);
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "note left-alone",
    "error unknown-kind",
    "error missing-field",
  ]);
});
