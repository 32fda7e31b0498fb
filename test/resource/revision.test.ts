import { expect, test } from "vitest";
import { positionOf } from "../../src/resource/position-of.ts";
import { findings, read, readOne, revision } from "./read.ts";

const steps = (text: string) => revision(`revises: []\nupgrade:\n${text.replace(/^/gm, "  ")}`);

test("a revision with all that may be left out has its defaults", () => {
  expect(readOne("Revision", revision("revises: [a]", "r-1"))).toMatchObject({
    id: "r-1",
    message: "",
    revises: ["a"],
    dependsOn: [],
    branchLabels: [],
    phase: "expand",
    onFailure: "resume",
    atomic: false,
    upgrade: [],
    verify: [],
  });
});

test("a step is its operation, what stands beside it, and its place", () => {
  const text = steps(
    "- dropTable: { name: t }\n  id: away\n  when: { exists: { table: t } }\n  onFailure: undo\n  timeout: 1h30m\n  downgrade: [ { createTable: { name: t } } ]",
  );
  expect(readOne("Revision", text).upgrade).toMatchObject([
    {
      index: 0,
      id: "away",
      operation: "dropTable",
      args: { name: "t" },
      when: { exists: { table: "t" } },
      onFailure: "undo",
      timeout: 5_400_000,
      position: { line: 7, column: 7 },
      downgrade: [{ index: 0, operation: "createTable", args: { name: "t" } }],
    },
  ]);
});

test("revises is required, and says how to start a base", () => {
  expect(read(revision("message: a")).diagnostics).toMatchObject([
    { code: "missing-field", remedy: "Write `revises: [parent ids]`, or `revises: []` to start a base" },
  ]);
});

test("a step has exactly one operation", () => {
  expect(findings(steps("- {}"))).toEqual(["empty-step at {"]);
  expect(findings(steps("- dropTable: { name: t }\n  dropView: { name: v }"))).toEqual(["several-operations at dropView"]);
  expect(findings(steps("- dropTable: { name: t }\n  dowgrade: []"))).toEqual(["unknown-field at dowgrade"]);
  expect(findings(steps("- dropTabel: { name: t }"))).toEqual(["unknown-operation at dropTabel"]);
  expect(findings(steps("- hello"))).toEqual(["wrong-type at hello"]);
});

test("arguments are held to the operation's shape", () => {
  expect(
    findings(
      steps(
        "- addColumn: { table: t, column: { name: a } }\n- addConstraint: { table: t }\n- insertRows: { table: t, rows: [ { a: null } ] }",
      ),
    ),
  ).toEqual(["missing-field at {", "one-of-missing at {", "null-in-row at null"]);
});

test.each([
  ["exists: { column: a }", "table"],
  ["missing: { enum: e, operatorClass: o }", "method"],
  ["all: [ { exists: { value: x } } ]", "enum"],
])("what is looked for is named in full: %s", (when, missing) => {
  expect(read(steps(`- dropTable: { name: t }\n  when: { ${when} }`)).diagnostics).toMatchObject([
    { code: "missing-field", message: expect.stringMatching(new RegExp(` has no ${missing}$`)) },
  ]);
});

test("in alterX the word none unsets", () => {
  expect(findings(steps("- alterColumn: { table: t, column: a, identity: none, nullable: none, generated: none, default: none }"))).toEqual(
    [],
  );
  expect(findings(steps("- alterColumn: { table: t, column: a, identity: never }"))).toEqual(["unknown-word at never"]);
});

test("an operation from outside brings its validator", () => {
  const validator = Object.assign((value: unknown) => value === "ok");
  const options = { operations: { "acme.com/vacuum": validator } };
  expect(readOne("Revision", steps("- acme.com/vacuum: ok"), options).upgrade).toMatchObject([{ operation: "acme.com/vacuum" }]);
});

test("a way down has none itself, and ids of steps are distinct", () => {
  expect(findings(steps("- dropTable: { name: t }\n  downgrade: [ { createTable: { name: t }, downgrade: [] } ]"))).toEqual([
    "nested-downgrade at downgrade",
  ]);
  expect(findings(steps("- { dropTable: { name: t }, id: a }\n- { dropTable: { name: u }, id: a }"))).toEqual(["duplicate-step at a"]);
});

test("a stated way down and irreversible contradict each other", () => {
  expect(findings(revision("revises: []\ndowngrade: []\nirreversible: gone"))).toEqual(["one-of-many at irreversible"]);
});

test("faults of envelope and steps are told together", () => {
  expect(findings(revision("phase: expnd\nupgrade: [ {} ]"))).toEqual([
    "missing-field at phase",
    "unknown-word at expnd",
    "empty-step at {",
  ]);
});

test("the place of any field can be asked", () => {
  const resource = readOne("Revision", steps("- dropTable:\n    name: t"));
  expect(positionOf(resource, ["spec", "upgrade", 0, "dropTable", "name"])).toEqual({ file: "a.yaml", line: 8, column: 15 });
  expect(positionOf(resource, ["spec", "upgrade", 0, "dropTable", "name"], "key")).toEqual({ file: "a.yaml", line: 8, column: 9 });
  expect(positionOf(resource, ["spec", "upgrade", 0, "dropTable", "schema"])).toEqual({ file: "a.yaml", line: 8, column: 9 });
});

const digest = (spec: string, name = "r") => readOne("Revision", revision(spec, name)).digest;

test("a default that is written is the default that is not", () => {
  const table = (column: string, rest: string) =>
    digest(`revises: []\nupgrade:\n  - createTable: { name: t, columns: [ { name: a, type: int${column} } ]${rest} }`);
  expect(table(", nullable: true", ", unlogged: false, indexes: [ { columns: [a], method: btree } ]")).toBe(
    table("", ", indexes: [ { columns: [a] } ]"),
  );
  expect(table(", nullable: false", "")).not.toBe(table("", ""));
  const altered = (change: string) => digest(`revises: []\nupgrade:\n  - alterColumn: { table: t, column: a, type: int${change} }`);
  expect(altered(", nullable: true")).not.toBe(altered(""));
  const rows = (row: string) => digest(`revises: []\nupgrade:\n  - insertRows: { table: t, rows: [ ${row} ] }`);
  expect(rows("{ columns: 1 }")).not.toBe(rows("{ columns: 1, nullable: true }"));
});

test("the digest covers the meaning, not the form", () => {
  const written = digest("revises: [b, a]\nupgrade:\n  - dropTable: { name: t }");
  expect(
    digest(
      "# a comment\nupgrade: [ { dropTable: { 'name': \"t\" } } ]\nrevises:\n  - a\n  - b\nid: r\nphase: expand\natomic: false\nbranchLabels: [x]",
    ),
  ).toBe(written);
  expect(digest("revises: [b, a]\nupgrade:\n  - dropTable: { name: u }")).not.toBe(written);
  expect(digest("revises: [b, a]\nonFailure: undo\nupgrade:\n  - dropTable: { name: t }")).not.toBe(written);
  expect(digest("revises: [b]\nupgrade:\n  - dropTable: { name: t }")).not.toBe(written);
});
