import { expect, test } from "vitest";
import { codesOf, type Files, lintShop, revision, schema, sqlStep } from "./shop.ts";

const postgresql = { dialect: "postgresql" } as const;
const next = "db/revisions/next1.yaml";
const dropNote = "- dropColumn: { table: users, column: note }";

test("a finding stands where what it speaks of is written: in the entry, and inside the SQL", async () => {
  const { findings } = await lintShop(
    {
      "db/schema.yaml": schema(
        "tables:\n  - name: logs\n    columns:\n      - { name: id, type: bigint }\n      - { name: mark, type: char(3) }\n    primaryKey: { columns: [id] }",
      ),
      [next]: revision(sqlStep("-- why\nUPDATE users SET note = '' WHERE id = 1;\n\nTRUNCATE notes")),
    },
    postgresql,
  );
  expect(findings.map(({ code, position }) => [code, position])).toEqual([
    ["table-truncated", { file: next, line: 13, column: 11 }],
    ["char-type", { file: "db/schema.yaml", line: 9, column: 11 }],
  ]);
});

test("what stands in a file is found there, and ignored there", async () => {
  const step = "- sql: { file: empty.sql }\n  downgrade: []";
  const found = await lintShop(
    {
      [next]: revision(step),
      "db/revisions/empty.sql": "SELECT 1;\nTRUNCATE notes;\nTRUNCATE teams; -- keelson-lint-ignore: table-truncated\n",
    },
    postgresql,
  );
  expect(found.findings).toMatchObject([{ code: "table-truncated", position: { file: "db/revisions/empty.sql", line: 2, column: 1 } }]);
});

test.each([
  ["behind the line", `${dropNote} # keelson-lint-ignore: column-dropped`, []],
  ["above the step", `# keelson-lint-ignore: column-dropped, char-type\n${dropNote}`, []],
  [
    "above another step",
    `# keelson-lint-ignore: column-dropped\n- assert: { query: SELECT 1, expect: 1 }\n${dropNote}`,
    ["column-dropped"],
  ],
  ["of another rule", `${dropNote} # keelson-lint-ignore: char-type`, ["column-dropped"]],
  ["of no rule", `${dropNote} # keelson-lint-ignore: column-droped`, ["unknown-rule", "column-dropped"]],
  ["without a rule", `${dropNote} # keelson-lint-ignore`, ["ignore-without-code", "column-dropped"]],
  ["before a statement", sqlStep("-- keelson-lint-ignore: table-truncated\nTRUNCATE notes;\nTRUNCATE teams"), ["table-truncated"]],
  [
    "behind the end of a statement of several lines",
    sqlStep("TRUNCATE notes;\nTRUNCATE\n  teams; -- keelson-lint-ignore: table-truncated"),
    ["table-truncated"],
  ],
])("a comment %s", async (_where, steps, codes) => {
  expect(codesOf(await lintShop({ [next]: revision(steps) }, postgresql)).toSorted()).toEqual([...codes].toSorted());
});

test("severities are those of the project's settings", async () => {
  const files = {
    [next]: revision(`${dropNote}\n- dropTable: { name: notes }`),
    "keelson.config.yaml": 'rules: { column-dropped: error, "table-dropped": off }\n',
  };
  expect((await lintShop(files, postgresql)).findings).toMatchObject([{ code: "column-dropped", severity: "error" }]);
});

test("a rule has settings of its own", async () => {
  const files = {
    [next]: revision("- createSequence: { name: numbers }"),
    "keelson.config.yaml": 'rules: { name-pattern: { severity: note, pattern: "_seq$" } }\n',
  };
  expect((await lintShop(files, postgresql)).findings).toMatchObject([
    { code: "name-pattern", severity: "note", message: "name numbers (sequence) does not match _seq$" },
  ]);
});

test.each([
  ["rules: { column-droped: off }", "unknown-rule"],
  ["rules: { column-dropped: loud }", "invalid-setting"],
  ["rules: { column-dropped: { severity: note, pattern: x } }", "unknown-setting"],
  ['rules: { name-pattern: { pattern: "(" } }', "invalid-setting"],
])("settings that are wrong are refused: %s", async (settings, code) => {
  const diagnostics = [
    expect.objectContaining({ code, severity: "error", position: expect.objectContaining({ file: "keelson.config.yaml" }) }),
  ];
  await expect(lintShop({ "keelson.config.yaml": `${settings}\n` }, postgresql)).rejects.toMatchObject({ exitCode: 3, diagnostics });
});

test("only findings of the files that are named are given, and those of folders", async () => {
  const files = {
    [next]: revision(dropNote),
    "db/schema.yaml": schema("tables: [ { name: logs, columns: [ { name: line, type: text } ] } ]"),
  };
  expect(codesOf(await lintShop(files, { ...postgresql, paths: ["db/schema.yaml"] }))).toEqual(["table-without-key"]);
  expect(codesOf(await lintShop(files, { ...postgresql, paths: ["./db/revisions/"] }))).toEqual(["column-dropped"]);
});

test("what a Schema declares and a revision makes is told once, where it is declared", async () => {
  const entry = "{ name: logs, columns: [ { name: line, type: char(3) } ] }";
  const { findings } = await lintShop(
    { [next]: revision(`- createTable: ${entry}`), "db/schema.yaml": schema(`tables: [ ${entry} ]`) },
    postgresql,
  );
  expect(findings.map(({ code, position }) => `${position?.file} ${code}`)).toEqual([
    "db/schema.yaml table-without-key",
    "db/schema.yaml char-type",
  ]);
});

test("what is wrong with the documents stands beside it, and what follows from it is not guessed", async () => {
  const found = await lintShop({ [next]: revision(`- dropColumn: { table: nowhere, column: x }\n${dropNote}`) }, postgresql);
  expect(found.findings).toMatchObject([{ severity: "error" }, { code: "column-dropped" }]);
  expect(found.findings).toHaveLength(2);
});

test("what a revision made itself it may lock, fill and drop", async () => {
  const sql =
    "CREATE TABLE drafts (id bigint PRIMARY KEY, email text);\nCREATE INDEX drafts_email ON drafts (email);\nALTER TABLE drafts ADD CHECK (email <> '');\nUPDATE drafts SET email = 'x';\nALTER TABLE drafts RENAME TO papers;\nDROP TABLE papers";
  expect(codesOf(await lintShop({ [next]: revision(sqlStep(sql)) }, postgresql))).toEqual([]);
});

test("the way down that is written as SQL is judged too, but for what takes away what the way up made", async () => {
  const step =
    "- sql: { text: CREATE TABLE drafts (id bigint PRIMARY KEY) }\n  downgrade: [ { sql: { text: DROP TABLE drafts; TRUNCATE notes } } ]";
  expect(codesOf(await lintShop({ [next]: revision(step) }, postgresql))).toEqual(["table-truncated"]);
});

test("a step that this database leaves out is not judged", async () => {
  const step = "- sql: { text: TRUNCATE notes }\n  when: { dialect: sqlite }\n  downgrade: []";
  expect(codesOf(await lintShop({ [next]: revision(step) }, postgresql))).toEqual([]);
});

test("the version that is judged for decides what is too new", async () => {
  const files = { [next]: revision(sqlStep("ALTER TABLE notes DROP COLUMN id")) };
  expect(codesOf(await lintShop(files, { dialect: "sqlite", serverVersion: "3.34.0" }))).toContain("server-too-old");
  expect(codesOf(await lintShop(files, { dialect: "sqlite", serverVersion: "3.35.0" }))).not.toContain("server-too-old");
  await expect(lintShop(files, { dialect: "sqlite", serverVersion: "new" })).rejects.toMatchObject({
    code: "invalid-version",
    exitCode: 3,
  });
});

test("functions that stand as SQL in a Schema are judged", async () => {
  const found = await lintShop(
    {
      "db/schema.yaml": schema(
        'functions: [ { signature: secret(), sql: "CREATE FUNCTION secret() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$" } ]',
      ),
    },
    postgresql,
  );
  expect(codesOf(found)).toContain("security-definer-search-path");
});

test("a right for everybody is found however it is given", async () => {
  const grant = '- grant: { "on": { kind: table, name: notes }, to: public, privileges: [ select ] }';
  expect(codesOf(await lintShop({ [next]: revision(grant) }, postgresql))).toEqual(["grant-to-public"]);
  const declared = schema(
    "tables: [ { name: logs, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] }, grants: [ { to: public, privileges: [select] } ] } ]",
  );
  expect(codesOf(await lintShop({ "db/schema.yaml": declared }, postgresql))).toEqual(["grant-to-public"]);
});

test("a key that each partition has a share of already is built under no lock", async () => {
  const made =
    "- createTable: { name: p, columns: [ { name: a, type: bigint }, { name: b, type: bigint } ], partitionBy: { method: list, columns: [a] } }";
  const part = (name: string, key: string) =>
    `- createTable: { name: ${name}, partitionOf: { table: p, bounds: IN (${name.slice(1)}) }, unique: [ { name: ${name}_u, columns: [a, b], ${key} } ] }`;
  const then = (sql: string) =>
    revision(sqlStep(sql)).replace("next1", "next2").replaceAll("id: next1", "id: next2").replace("[ base1 ]", "[ next1 ]");
  const lint = (steps: string, sql: string) =>
    lintShop({ [next]: revision(steps), "db/revisions/next2.yaml": then(sql) }, postgresql).then(
      ({ findings }) => findings.filter(({ code }) => code === "key-built-under-lock").length,
    );
  const alike = [made, part("p1", "deferrable: false"), part("p2", "deferrable: false")].join("\n");
  expect(await lint(alike, "ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, b)")).toBe(0);
  expect(await lint(alike, "ALTER TABLE p ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a, b)")).toBe(1);
  expect(await lint(alike, "ALTER TABLE p ADD CONSTRAINT u UNIQUE (b, a)")).toBe(1);
});

test("so is one on the sequence behind a column", async () => {
  const column = "{ name: id, type: bigint, identity: always, sequence: { grants: [ { to: public, privileges: [usage] } ] } }";
  const declared = schema(`tables: [ { name: logs, columns: [ ${column} ], primaryKey: { columns: [id] } } ]`);
  const steps = [
    "- createTable: { name: logs, columns: [ { name: id, type: bigint, identity: always } ], primaryKey: { columns: [id] } }",
    '- grant: { "on": { kind: sequence, name: logs_id_seq }, to: public, privileges: [ usage ] }',
  ];
  for (const files of [{ "db/schema.yaml": declared }, { [next]: revision(steps.join("\n")) }] as readonly Files[]) {
    const { findings } = await lintShop(files, postgresql);
    expect(findings).toMatchObject([{ code: "grant-to-public", message: "everybody gets USAGE on public.logs_id_seq" }]);
  }
});

test("a function that an operation makes is judged by its text, at its place", async () => {
  const step =
    "- createFunction:\n    signature: secret()\n    sql: |\n      CREATE FUNCTION secret() RETURNS int LANGUAGE sql\n        SECURITY DEFINER AS $$ SELECT 1 $$";
  expect((await lintShop({ [next]: revision(step) }, postgresql)).findings).toMatchObject([
    { code: "security-definer-search-path", position: { file: next, line: 11, column: 11 } },
  ]);
});
