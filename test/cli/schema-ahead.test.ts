import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runKeelson, startKeelson } from "./keelson.ts";

let cwd: string;
const keelson = (...words: readonly string[]) => runKeelson(words, { cwd });
const declare = (columns: string): void =>
  writeFileSync(
    join(cwd, "db/schema.yaml"),
    `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  tables:\n    - name: people\n      columns: [ ${columns} ]\n`,
  );

const byHand = (sql: string): void => {
  using database = new DatabaseSync(join(cwd, "app.db"));
  database.exec(sql);
};

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "keelson-ahead-"));
  await keelson("init", "--url", "sqlite:./app.db");
  declare('{ name: "n", type: text }');
  await keelson("revision", "--autogenerate", "-m", "people");
  expect((await keelson("upgrade")).code).toBe(0);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

test("a plan with nothing to run says what the Schema still asks for, and --exit-code tells", async () => {
  declare('{ name: "n", type: text }, { name: age, type: integer }');
  const { stdout, code } = await keelson("plan");
  expect(stdout).toMatch(/^No revision is pending\.\nThe Schema says more than the revisions: create column main\.people\.age/);
  expect(code).toBe(0);
  expect((await keelson("plan", "--exit-code")).code).toBe(2);
});

test("a table that is new is told without its parts", async () => {
  writeFileSync(
    join(cwd, "db/more.yaml"),
    "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: more }\nspec:\n  tables: [ { name: pets, columns: [ { name: id, type: integer } ], primaryKey: { columns: [id] } } ]\n",
  );
  expect((await keelson("plan")).stdout).toMatch(/says more than the revisions: create table main\.pets\. Write it/);
  const { stdout } = await keelson("check");
  expect(stdout.match(/the Schema asks to .*/g)).toEqual(["the Schema asks to create table main.pets"]);
  // Whoever reads it by a program has them all.
  const { schemaAhead } = (await keelson("check", "-o", "json")).json<{ schemaAhead: readonly { kind: string }[] }>();
  expect(schemaAhead.map(({ kind }) => kind)).toEqual(["table", "column", "primaryKey"]);
});

test("a revision from the live database takes back what a hand did to what is ours, and leaves what never was", async () => {
  byHand("ALTER TABLE people ADD COLUMN age integer; CREATE TABLE theirs (id integer)");
  const { path } = (await keelson("revision", "--autogenerate", "--from", "live", "-m", "back", "-o", "json")).json<{ path: string }>();
  const text = readFileSync(join(cwd, path), "utf8");
  expect(text).toMatch(/dropColumn:\n +table: people\n +column: age\n/);
  expect(text).not.toContain("theirs");
});

test("what a hand added is dropped where it is there: the revision leads every database to the Schema", async () => {
  byHand("ALTER TABLE people ADD COLUMN age integer; CREATE INDEX people_n ON people (n)");
  const { path } = (await keelson("revision", "--autogenerate", "--from", "live", "-m", "back", "-o", "json")).json<{ path: string }>();
  const text = readFileSync(join(cwd, path), "utf8");
  expect(text).toMatch(/column: age\n +when:\n +exists:\n +table: people\n +column: age\n/);
  expect(text).toMatch(/name: people_n\n +when:\n +exists:\n +table: people\n +index: people_n\n/);
  for (const url of ["sqlite:./app.db", "sqlite:./other.db"])
    for (const words of [["validate"], ["upgrade"], ["check"]])
      expect((await keelson(...words, "--url", url)).code, `${url} ${words.join(" ")}`).toBe(0);
});

test("a plan with nothing to run says what somebody's hand did", async () => {
  byHand("ALTER TABLE people ADD COLUMN age integer");
  expect((await keelson("plan")).stdout).toMatch(/^No revision is pending\.\n +drift: column main\.people\.age was added/);
});

test("what a diagnostic says is not said again", async () => {
  await keelson("plan", "--out", "plan.json");
  await keelson("downgrade", "base", "--allow", "dataLoss");
  const { stdout, stderr, code } = await keelson("apply", "--plan", "plan.json");
  expect(code).toBe(3);
  expect(stderr).toMatch(/plan-outdated/);
  expect(stdout).toBe("Invalid\n");
});

test("--watch writes lines of JSON in either machine's format, and ends as an interrupted run does", { timeout: 60_000 }, async () => {
  const { child, finished } = startKeelson(["reconcile", "--watch", "-o", "yaml"], { cwd });
  child.stdout?.once("data", () => child.kill("SIGINT"));
  const { stdout, code } = await finished;
  expect(JSON.parse(stdout)).toMatchObject({ kind: "Status", reason: "InSync", diagnostics: [] });
  expect(code).toBe(130);
});

test("a column whose name older readers take for a boolean is quoted wherever a document is written", async () => {
  byHand("ALTER TABLE people ADD COLUMN age integer");
  expect((await keelson("inspect")).stdout).toContain('name: "n"');
  expect((await keelson("inspect", "--write", "db")).code).toBe(0);
  expect(readFileSync(join(cwd, "db/schema.yaml"), "utf8")).toContain('name: "n"');
  expect((await keelson("validate")).code).toBe(0);
});

test("what a document declares for another engine, or keeps as an enum, stays when the live schema is written", async () => {
  const path = join(cwd, "db/schema.yaml");
  const tables =
    "[ { name: people, columns: [ { name: mood, type: mood } ] }, { name: log, when: { dialect: postgresql }, columns: [ { name: id, type: bigint } ] } ]";
  writeFileSync(
    path,
    `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  enums: [ { name: mood, values: [ glad ] } ]\n  sequences: [ { name: numbers, when: { dialect: postgresql } } ]\n  tables: ${tables}\n`,
  );
  await keelson("revision", "--autogenerate", "-m", "mood");
  expect((await keelson("upgrade", "--allow", "dataLoss")).code).toBe(0);
  const before = readFileSync(path, "utf8");
  expect((await keelson("inspect", "--write", "db")).code).toBe(0);
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("a difference that fails says what it was to bring about", async () => {
  rmSync(join(cwd, "db/revisions"), { recursive: true });
  await keelson("clean", "--yes");
  await keelson("apply");
  byHand("INSERT INTO people VALUES ('twice'), ('twice')");
  declare('{ name: "n", type: text } ]\n      indexes: [ { name: people_n, columns: ["n"], unique: true }');
  const { stderr, stdout, code } = await keelson("apply");
  expect([code, stdout]).toEqual([1, "Failed\n"]);
  expect(stderr).toMatch(/Cannot create index main\.people\.people_n: UNIQUE constraint failed/);
});
