import { expect, test } from "vitest";
import { substituteVariables } from "../../src/resource/substitute-variables.ts";
import { readOne, revision, schema } from "./read.ts";

const quoting = { quoteIdentifier: (name: string) => `"${name}"`, quoteLiteral: (text: string) => `'${text.replaceAll("'", "''")}'` };
const variables = { region: "e'u", number: 5, on: true };
const withSteps = (steps: string) => revision(`revises: []\nupgrade:\n${steps.replace(/^/gm, "  - ")}`);
const inRevision = (steps: string) => substituteVariables(readOne("Revision", withSteps(steps)), variables, quoting);

test("each place has its own quotes", () => {
  const { resource, diagnostics } = inRevision(
    `sql: { text: "SELECT {{ literal region }}, {{ ident region }}, {{literal number}}, {{ literal on }}" }
insertRows: { table: "t_{{ number }}", rows: [ { text: "{{ region }}", b: { sql: "{{ literal region }}" } } ] }`,
  );
  expect(diagnostics).toEqual([]);
  expect(resource.upgrade.map(({ args }) => args)).toEqual([
    { text: `SELECT 'e''u', "e'u", 5, TRUE` },
    { table: "t_5", rows: [{ text: "e'u", b: { sql: "'e''u'" } }] },
  ]);
});

test("the digest stays that of what was written", () => {
  const written = readOne("Revision", revision('revises: []\nupgrade: [ { sql: { text: "{{ literal region }}" } } ]'));
  expect(substituteVariables(written, variables, quoting).resource.digest).toBe(written.digest);
});

test("what is not understood is told with its place", () => {
  const { diagnostics } = inRevision(
    'sql: { text: "{{ region }}" }\ndropTable: { name: "{{ ident region }}" }\ndropTable: { name: "{{ regoin }}" }\ndropTable: { name: "{{ a b c }}" }',
  );
  expect(diagnostics.map(({ code, position }) => `${code} in line ${position?.line}`)).toEqual([
    "bare-variable in line 7",
    "variable-form in line 8",
    "unknown-variable in line 9",
    "variable-form in line 10",
  ]);
  expect(diagnostics[2]?.remedy).toBe("Did you mean region?");
});

test("in files too, with the line inside the file", () => {
  const reader = { read: () => "SELECT 1;\nSELECT {{ literal gone }}", list: () => ["f.sql"] };
  const resource = readOne("Schema", schema('views: [ { name: v, query: "SELECT {{ literal number }}" } ]\nfiles: [ f.sql ]'), { reader });
  const { resource: after, diagnostics } = substituteVariables(resource, variables, quoting);
  expect(after.spec.views?.[0]?.query).toBe("SELECT 5");
  expect(diagnostics).toMatchObject([{ code: "unknown-variable", position: { file: "f.sql", line: 2, column: 8 } }]);
});
