import { expect, test } from "vitest";
import { formatFile } from "../../src/author/fmt.ts";
import { findings, revision, schema } from "../resource/read.ts";

const format = (text: string) => formatFile({ path: "a.yaml", text });

test("quotes what is a text and is not read alike by all, and nothing else", () => {
  const text = schema("tables:\n  - name: no   # not yes\n    columns:\n      -   { name: a,  type: int, default: true }");
  expect(format(text)).toBe(text.replace("name: no ", 'name: "no" ').replace("default: true", 'default: "true"'));
});

test("a number in a row is left to people", () => {
  const text = schema("rows: [ { table: t, key: [id], values: [ { id: 1e3 } ] } ]");
  expect(format(text)).toBe(text);
});

test("writes the id and orders the keys; comments go with theirs", () => {
  const text =
    "# head\nkind: Revision\napiVersion: keelson.dev/v1alpha1\nmetadata: { name: a-1 } # name\nspec:\n  # parents\n  revises: []\n  message: >-\n    one\n    two\n";
  expect(format(text)).toBe(
    '# head\napiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: a-1 } # name\nspec:\n  id: "a-1"\n  message: >-\n    one two\n  # parents\n  revises: []\n',
  );
});

test("what has its form stays as it is, also beside what has not", () => {
  const other = "apiVersion: v1\nkind:   ConfigMap # theirs\ndata: { a:   no }\n";
  const good = revision('id: "r"\nrevises:   []');
  expect(format(`${other}---\n${good}`)).toBe(`${other}---\n${good}`);
  expect(format(`${other}---\n${revision("revises: []")}`)).toBe(`${other}---\n${revision('id: "r"\nrevises: []')}`);
});

test("mending twice is mending once, and what was mended has no fault", () => {
  const text = revision("upgrade:\n  - dropTable: { name: on }\nrevises: [ 12 ]");
  expect(findings(format(text))).toEqual([]);
  expect(format(format(text))).toBe(format(text));
});

test("a file with a fault of syntax is not touched", () => {
  expect(format("a: [\nb: no")).toBe("a: [\nb: no");
});

test("line ends stay", () => {
  expect(format(revision("revises: []").replaceAll("\n", "\r\n"))).toBe(revision('id: "r"\nrevises: []').replaceAll("\n", "\r\n"));
});

test("what reads as no value stays as it is: an alias without an anchor, a key twice, a tag", () => {
  for (const parents of ['[*"a7b0d0e6f1a2" ]', "[ !x a ]", "[ a ]\nrevises: [ b ]"]) {
    const text = revision(`revises: ${parents}\nmessage: m`);
    expect(format(text)).toBe(text);
  }
});

test("keys whose order would bring an alias before its anchor stay as they are", () => {
  const text = revision('id: "r"\nrevises: []\nupgrade:\n  - sql: { text: &t SELECT 1 }\nmessage: *t');
  expect(findings(text)).toEqual([]);
  expect(format(text)).toBe(text);
});

test("as many aliases as a document may have are read back", () => {
  const aliases = Array.from({ length: 100 }, () => "*b").join(", ");
  const text = revision(`revises: []\nbranchLabels: [ &b billing, ${aliases} ]`);
  expect(format(text)).toContain(`id: "r"\n  revises: []\n  branchLabels: [ &b billing, *b`);
});
