import { expect, test } from "vitest";
import { database, document, findings, read, schema } from "./read.ts";

const remedies = (text: string) => read(text).diagnostics.map(({ remedy }) => remedy);
const column = (field: string) => schema(`tables:\n  - name: t\n    columns:\n      - name: a\n        type: int\n        ${field}`);

test("an unknown field is told with the one that was meant", () => {
  expect(remedies(column("nulable: true"))).toEqual(['Did you mean "nullable"?']);
  expect(findings(schema("table: []"))).toEqual(["unknown-field at table"]);
});

test("a field that misses by a letter is told once, not as missing too", () => {
  expect(findings(schema("tables:\n  - nam: t"))).toEqual(["unknown-field at nam"]);
});

test("a SQL field that is no text is told as it is to be written", () => {
  expect(remedies(column("default: true"))).toEqual(['Quote it: default: "true"']);
  expect(remedies(column("default: NULL"))).toEqual(['Quote it: default: "NULL"']);
  expect(remedies(column("default: 0"))).toEqual(['Quote it: default: "0"']);
  expect(findings(column("default: now()"))).toEqual([]);
});

test("a word of a closed list", () => {
  expect(remedies(column("identity: alway"))).toEqual(['Did you mean "always"? Use one of always, byDefault, serial']);
});

test("null, lists and maps in rows want a tag", () => {
  const row = (value: string) => schema(`rows: [ { table: t, key: [id], values: [ { a: ${value} } ] } ]`);
  expect(remedies(row("null"))).toEqual(['Write { sql: "NULL" }, or leave the column out for its default']);
  expect(remedies(row("[1]"))).toEqual(["Give it as { json: … }"]);
  expect(findings(row("{ json: [1, { b: null }] }"))).toEqual([]);
  expect(findings(row('{ sql: "now()", json: 1 }'))).toEqual(["one-of-many at json"]);
});

test("exactly one of", () => {
  expect(findings(schema("tables: [ { name: t, indexes: [ { name: i }, { columns: [a], keys: [ { column: a } ] } ] } ]"))).toEqual([
    "one-of-missing at {",
    "one-of-many at keys",
  ]);
  expect(
    findings(
      database(
        "dialect: sqlite\nsource: { directory: db, configMaps: [ { name: a } ] }\nconnection: { url: { env: A }, host: { env: B } }",
      ),
    ),
  ).toEqual(["one-of-many at configMaps", "one-of-many at host"]);
});

test("durations, counts, digests, names of objects", () => {
  expect(
    remedies(
      database("dialect: sqlite\nsource: { directory: db }\npolicy: { lockTimeout: 5 sec, maxDrops: -1, approvedPlans: [ the-last-one ] }"),
    ),
  ).toEqual([
    "Write a duration such as 300ms, 1s, 5m, 24h or 1h30m",
    "Write a whole number from 0",
    "Write sha256: and 64 hexadecimal digits",
  ]);
  expect(findings(document("Schema", "Shop_1", "tables: []"))).toEqual(["wrong-form at Shop_1"]);
});

test("what is no text at all is told in the words of its form", () => {
  expect(remedies(database("dialect: sqlite\nsource: { directory: db }\npolicy: { lockTimeout: 300, statementTimeout: }"))).toEqual([
    "Write a duration such as 300ms, 1s, 5m, 24h or 1h30m",
    "Write a duration such as 300ms, 1s, 5m, 24h or 1h30m",
  ]);
  expect(findings(database("dialect: sqlite\nsource: { directory: db }\npolicy: { lockTimeout: '' }"))).toEqual(["empty-text at '"]);
  expect(remedies(document("Schema", "12", "tables: []"))).toEqual(['Quote it: "12"']);
});

test("dialects and conditions", () => {
  expect(
    findings(schema("tables: [ { name: t, dialects: { sqlit: { comment: a } }, when: { dialect: postgres, serverVersion: new } } ]")),
  ).toEqual(["unknown-dialect at sqlit", "unknown-dialect at postgres", "wrong-form at new"]);
  expect(
    findings(
      schema(
        'tables: [ { name: t, dialects: { sqlite: { options: none } }, when: { any: [ { dialect: [sqlite] }, { not: { serverVersion: ">=14 <17" } } ] } } ]',
      ),
    ),
  ).toEqual([]);
});

test("what is declared twice names both places, across documents too", () => {
  const text = `${schema("tables:\n  - { name: t }\n  - { name: u, columns: [ { name: a, type: int }, { name: a, type: int } ] }")}---\n${schema("views: [ { name: t, query: SELECT 1 } ]", "other")}`;
  expect(read(text).diagnostics.map(({ message }) => message)).toEqual([
    "the column a is declared twice, first at a.yaml:7:29",
    "t is declared twice, first at a.yaml:6:7",
  ]);
  const distinct = text.replace(", { name: a, type: int } ] }", " ] }");
  expect(read(distinct).diagnostics.map(({ message }) => message)).toEqual(["t is declared twice, first at a.yaml:6:7"]);
});

test("alternatives by dialect are not declared twice", () => {
  expect(
    findings(
      schema(
        "views:\n  - { name: v, query: SELECT 1, when: { dialect: sqlite } }\n  - { name: v, query: SELECT 2, when: { dialect: postgresql } }",
      ),
    ),
  ).toEqual([]);
});
