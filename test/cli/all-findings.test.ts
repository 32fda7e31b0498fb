import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { eachSqliteProject } from "./sqlite-project.ts";

const here = eachSqliteProject();

const schema = (spec: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n${spec.replace(/^/gm, "  ")}\n`;
const found = async (): Promise<readonly string[]> =>
  (await here.project.exits(3, ["validate", "-o", "json"]))
    .json()
    .error.diagnostics.map(({ code, file: at }: { code: string; file?: string }) => `${at?.split("/").at(-1)} ${code}`)
    .sort();

test("one kind of finding hides no other: fields, graph, SQL and Schema of different documents are told together", async () => {
  here.project.revision("r1", ["gone"], "upgrade: [ { createTable: { name: a, columns: [ { name: id, type: integer } ] } } ]");
  here.project.revision("r2", [], "upgrade: [ { createTable: { name: b, columns: [ { name: id, typ: integer } ] } } ]");
  here.project.revision("r3", ["r2"], "upgrade: [ { sql: { text: COMMIT }, downgrade: [] } ]");
  here.project.write(
    "db/schema.yaml",
    schema("tables:\n  - { name: t, columns: [ { name: id, type: integer } ], primaryKey: { columns: [nope] } }"),
  );
  expect(await found()).toEqual([
    "r1.yaml missing-parent",
    "r2.yaml unknown-field",
    "r3.yaml transaction-control",
    "schema.yaml unknown-reference",
  ]);
});

test("what hangs on a document with a fault is no fault of its own", async () => {
  here.project.revision("r1", [], "upgrade: [ { createTable: { name: b, columns: [ { name: id, typ: integer } ] } } ]");
  here.project.revision("r2", ["r1"], "upgrade: []");
  here.project.write("db/one.yaml", schema("tables: [ { name: t, colums: [] } ]"));
  here.project.write(
    "db/two.yaml",
    schema(
      "tables: [ { name: u, columns: [ { name: t, type: integer } ], foreignKeys: [ { columns: [t], references: { table: t, columns: [id] } } ] } ]",
    ).replace("name: app", "name: two"),
  );
  expect(await found()).toEqual(["one.yaml unknown-field", "r1.yaml unknown-field"]);
});

test("nor is it where a file could not be read at all", async () => {
  here.project.revision("r2", ["r1"], "upgrade: []");
  here.project.write("db/revisions/r1.yaml", "kind: [");
  expect(await found()).toEqual(["r1.yaml yaml-syntax"]);
});

test("of a Schema document all is told, also what it has twice beside another fault", async () => {
  here.project.write(
    "db/schema.yaml",
    schema("tables:\n  - { name: t, columns: [ { name: id, type: integer }, { name: id, type: text } ] }\n  - { name: t, columns: [] }"),
  );
  expect(await found()).toEqual(["schema.yaml declared-twice", "schema.yaml declared-twice"]);
});

test.for([
  ["rows: { table: t, values: [] }", "upsertRows"],
  ["addTable: { name: t }", "createTable"],
  ["addForeignKey: { table: t }", "addConstraint"],
  ["execute: SELECT 1", "sql"],
] as const)("a step by another name is told ours: %s", async ([step, operation]) => {
  here.project.revision("r1", [], `upgrade:\n  - ${step}`);
  const [finding] = (await here.project.exits(3, ["validate", "-o", "json"])).json().error.diagnostics;
  expect(finding).toMatchObject({ code: "unknown-operation", remedy: expect.stringContaining(operation) });
});

const both = ["sqlite", "postgresql"] as const;

/** Every kind of fault in one source, each on a line of its own. */
function wrongInEveryWay(dialect: (typeof both)[number]): FaultProject {
  const own = new FaultProject({ url: dialect === "sqlite" ? here.file.url : "postgresql://localhost/nowhere" });
  own.revision(
    "r1",
    [],
    `upgrade:
  - createTable:
      name: hero
      columns:
        - { name: id, type: bigint, identity: always }
        - { name: name, type: text, default: "upper('x'" }
      primaryKey: { columns: [id] }
      checks:
        - { name: named, expression: "name <> '' AND AND id > 0" }
  - addColumn: { table: heros, column: { name: power, type: integer } }
  - backfill: { table: hero, set: { name: "lower(name" }, where: "name IS" }`,
  );
  own.revision(
    "r2",
    ["r1"],
    `upgrade:
  - sql:
      text: |
        DELETE FROM hero WHERE id > 3;
        SELEC 1;
    downgrade: []
  - sql: { file: more.sql }
    downgrade: []
  - dropTable: { name: villain }`,
  );
  own.write("db/revisions/more.sql", "SELECT 1;\n  SELEC 2 FROM hero;\n");
  own.revision(
    "other",
    ["r1"],
    "upgrade:\n  - renameColumn: { table: hero, from: id, to: name }\nverify:\n  - { query: SELECT count(*) FROM, expect: 0 }",
  );
  own.write(
    "db/schema.yaml",
    schema(
      "tables:\n  - name: hero\n    columns:\n      - { name: id, type: bigint }\n    indexes:\n      - { name: i, columns: [id], where: 'id > > 3' }\nviews:\n  - name: v\n    query: |-\n      SELECT id,\n             name,\n      FROM hero",
    ),
  );
  return own;
}

test.for(both)("every fault of every document is told at once, each once and at its place: %s", async (dialect) => {
  using own = wrongInEveryWay(dialect);
  const { diagnostics } = (await own.exits(3, ["validate", "-o", "json"])).json().error;
  const places = diagnostics.map(
    ({ code, file: at, line, column, remedy }: Record<string, string>) =>
      `${at?.replace(/^db\//, "")}:${line}:${column} ${code}${remedy === "" ? " without a remedy" : ""}`,
  );
  expect(places).toEqual([
    "revisions/more.sql:2:3 sql-syntax",
    "revisions/other.yaml:8:7 name-taken",
    "revisions/other.yaml:10:36 sql-syntax",
    "revisions/r1.yaml:12:58 sql-syntax",
    "revisions/r1.yaml:15:56 sql-syntax",
    "revisions/r1.yaml:16:7 object-not-found",
    "revisions/r1.yaml:17:56 sql-syntax",
    "revisions/r1.yaml:17:76 sql-syntax",
    "revisions/r2.yaml:11:11 sql-syntax",
    "schema.yaml:10:50 sql-syntax",
    "schema.yaml:16:9 sql-syntax",
  ]);
});

test("a step behind plain SQL that does not parse is judged all the same where a document made what it is about", async () => {
  here.project.revision(
    "r1",
    [],
    "upgrade: [ { createTable: { name: a, columns: [ { name: id, type: integer } ] } }, { sql: { text: SELEC }, downgrade: [] }, { renameColumn: { table: a, from: id, to: id } } ]",
  );
  expect(await found()).toEqual(["r1.yaml name-taken", "r1.yaml sql-syntax"]);
});

test("where a document hides the graph, the revisions that do not stand on it are folded all the same", async () => {
  here.project.revision("a1", [], "upgrade: [ { dropTable: { name: nobody } } ]");
  here.project.revision("b1", ["gone"], "upgrade: [ { dropTable: { name: nobody } } ]");
  expect(await found()).toEqual(["a1.yaml object-not-found", "b1.yaml missing-parent"]);
});

test("a fault of form hides no fault in the SQL beside it", async () => {
  here.project.revision(
    "r1",
    [],
    "upgrade:\n  - dropTable: { nam: t }\n  - sql: { text: BEGIN }\n    downgrade: []\n  - updateRows: { table: t, set: { a: 'b >' } }\n  - sql: { text: SELEC }\n    when: 5",
  );
  here.project.write(
    "db/schema.yaml",
    schema("tables:\n  - { name: t, columns: [ { name: a, type: text, default: 'b >' }, { name: a, type: text } ] }"),
  );
  expect(await found()).toEqual([
    "r1.yaml sql-syntax",
    "r1.yaml sql-syntax",
    "r1.yaml transaction-control",
    "r1.yaml unknown-field",
    "r1.yaml wrong-type",
    "schema.yaml declared-twice",
    "schema.yaml sql-syntax",
  ]);
});

const database = (spec: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec: { connection: { url: { env: DATABASE } }, ${spec} }\n`;

test.for([
  [
    "a field that is none",
    database("dialect: sqlite, source: { directory: ./db }, tagret: head"),
    ["keelson.yaml unknown-field", "r1.yaml object-not-found", "r1.yaml sql-syntax"],
  ],
  ["no source", database("dialect: sqlite"), ["keelson.yaml missing-field", "r1.yaml object-not-found", "r1.yaml sql-syntax"]],
  ["a dialect that is none", database("dialect: sqlight, source: { directory: ./db }"), ["keelson.yaml unknown-dialect"]],
  [
    "a window, a time zone and a hazard that are none",
    database(
      'dialect: sqlite, source: { directory: ./db }, policy: { approval: { hazards: [ tableRewrit ] } }, schedule: { timeZone: Mars/Base, windows: [ { cron: "61 2 * * *", duration: 2h } ] }',
    ),
    [
      "keelson.yaml invalid-cron",
      "keelson.yaml invalid-cron",
      "keelson.yaml unknown-hazard",
      "r1.yaml object-not-found",
      "r1.yaml sql-syntax",
    ],
  ],
  [
    "a source that is not there",
    database("dialect: sqlite, source: { directory: ./bd }, tagret: head"),
    ["keelson.yaml source-not-found", "keelson.yaml unknown-field"],
  ],
  ["text that is no YAML", "kind: [", ["keelson.yaml yaml-syntax"]],
] as const)("a Database document with a fault hides nothing of its source: %s", async ([, text, expected]) => {
  here.project.revision("r1", [], "upgrade: [ { dropTable: { name: hero } }, { sql: { text: SELEC }, downgrade: [] } ]");
  here.project.revision("r2", ["r1"], "upgrade: [ { addTable: { name: hero } } ]");
  here.project.write("keelson.yaml", text);
  expect(await found()).toEqual(
    [...expected, ...(expected.some((each) => each.endsWith("source-not-found")) ? [] : ["r2.yaml unknown-operation"])].sort(),
  );
});

test.for(["check", "status", "plan", "upgrade", "reconcile"])(
  "a window that never opens stops %s before it looks at anything",
  async (verb) => {
    here.project.write(
      "keelson.yaml",
      database('dialect: sqlite, source: { directory: ./db }, schedule: { windows: [ { cron: "0 2 * *", duration: 2h } ] }'),
    );
    const { diagnostics } = (await here.project.exits(3, [verb, "-o", "json"])).json().error;
    expect(diagnostics).toMatchObject([{ code: "invalid-cron", file: "keelson.yaml", line: 4 }]);
  },
);

test("a tilde is no value, and in quotes it would be no SQL", async () => {
  here.project.write("db/schema.yaml", schema("tables: [ { name: t, columns: [ { name: a, type: text, default: ~ } ] } ]"));
  expect(await found()).toEqual(["schema.yaml empty-value"]);
  await here.project.exits(0, ["fmt"]);
  expect(await found()).toEqual(["schema.yaml empty-value"]);
});

test("the body of a trigger is read as well, at its place in the file", async () => {
  here.project.revision(
    "r1",
    [],
    `upgrade:
  - sql:
      text: |
        CREATE TABLE hero (id integer);
        CREATE TRIGGER touch AFTER INSERT ON hero
        BEGIN
          UPDATE hero SET id = 1;
          SELEC 2;
        END;
    downgrade: []`,
  );
  const { diagnostics } = (await here.project.exits(3, ["validate", "-o", "json"])).json().error;
  expect(diagnostics).toMatchObject([{ code: "sql-syntax", line: 14, column: 13 }]);
});
