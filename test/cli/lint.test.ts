import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Engine, engineNames, openEngine } from "../seeds/engine.ts";
import { runKeelson } from "./keelson.ts";
import { expectOneFault } from "./one-fault.ts";

const head = (kind: string, name: string) => `apiVersion: keelson.dev/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n`;
const notes = "createTable: { name: notes, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] } }";

let cwd: string;
const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
const database = (dialect: string, url: string) =>
  write(
    "keelson.yaml",
    `${head("Database", "shop")}  dialect: ${dialect}\n  connection: { url: { value: "${url}" } }\n  source: { directory: ./db }\n`,
  );
const revision = (id: string, parents: string, step: string) =>
  write(`db/${id}.yaml`, `${head("Revision", id)}  id: ${id}\n  revises: [ ${parents} ]\n  upgrade:\n    - ${step}\n`);
const lint = (...words: readonly string[]) => runKeelson(["lint", ...words], { cwd });

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "keelson-lint-"));
  mkdirSync(join(cwd, "db"));
  database("sqlite", "sqlite:./shop.db");
  revision("first", "", notes);
});
afterEach(() => rmSync(cwd, { recursive: true }));

test("says that there is nothing to say, and makes no database to look into", async () => {
  expect(await lint()).toMatchObject({ code: 0, stdout: "Nothing to say.\n", stderr: "" });
  expect(existsSync(join(cwd, "shop.db"))).toBe(false);
});

test("exits 3 from the severity on that is asked for", async () => {
  revision("second", "first", "dropTable: { name: notes }");
  const { code, stdout } = await lint();
  expect(code).toBe(0);
  expect(stdout).toBe(
    "db/second.yaml:8:7: warning[table-dropped]: table main.notes is dropped with its rows\n  Make sure that nothing uses it; drop it in a revision of `phase: contract`, once no old version of the application runs\n1 warning.\n",
  );
  expect((await lint("--fail-on", "warning")).code).toBe(3);
  expect((await lint("--fail-on", "warning", "db/first.yaml")).code).toBe(0);
  write("keelson.config.yaml", "rules: { table-dropped: error }\n");
  expect((await lint()).code).toBe(3);
});

test("prints JSON in either way, and SARIF", async () => {
  revision("second", "first", "dropTable: { name: notes }");
  const json = (await lint("-o", "json")).json();
  expect(json).toMatchObject({
    kind: "Lint",
    findings: [{ code: "table-dropped", file: "db/second.yaml", line: 8, column: 7 }],
    counts: { error: 0, warning: 1, note: 0 },
  });
  expect((await lint("--format", "json")).json()).toEqual(json);
  expect((await lint("--format", "sarif")).json()).toMatchObject({
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "table-dropped", level: "warning" }] }],
  });
});

test("what is wrong with the documents is found too, and fails", async () => {
  revision("second", "first", "dropTable: { nmae: notes }");
  const { code, stdout } = await lint("--format", "sarif");
  expect(code).toBe(3);
  expect(JSON.parse(stdout).runs[0].results).toMatchObject([{ ruleId: "unknown-field", level: "error" }]);
});

test.each([
  [["--format", "xml"], "--format is one of text, json, sarif"],
  [["--server-version", "ninth"], "is no version of sqlite"],
  [["--all", "--format", "sarif"], "one log of one database"],
  [["--url", "sqlite:/nowhere/else/shop.db"], "/nowhere/else"],
])("a flag that cannot be is one fault: %j", async (words, message) => {
  const code = words[0] === "--url" ? 1 : 3;
  expect((await expectOneFault(["lint", ...words], code, { cwd })).stderr).toContain(message);
});

test("a path that is not there is no path without findings", async () => {
  expect((await expectOneFault(["lint", "db/frist.yaml"], 3, { cwd })).stderr).toContain("there is no db/frist.yaml");
  expect((await lint("keelson.yaml", "db")).code).toBe(0);
});

test("a database that cannot be reached is done without", async () => {
  database("postgresql", "postgresql://127.0.0.1:1/shop");
  expect((await lint("-o", "json")).json()).toMatchObject({ database: "notAsked", serverVersion: null });
});

describe.each(engineNames)("with a database of %s", (name) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine(name);
    database(name, engine.url);
    revision("second", "first", "dropTable: { name: notes }");
  });
  afterEach(() => engine.close());

  test("says how many rows a table has, and for which server it judges", async () => {
    expect((await runKeelson(["upgrade", "first"], { cwd })).code).toBe(0);
    await engine.query(
      "INSERT INTO notes (id) WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 1200) SELECT id FROM n",
    );
    await engine.query("ANALYZE notes");
    const { findings, serverVersion, database: asked } = (await lint("-o", "json")).json();
    expect(findings).toMatchObject([{ code: "table-dropped", message: expect.stringMatching(/notes \(about 1,200 rows\) is dropped/) }]);
    expect([asked, serverVersion]).toEqual(["asked", expect.stringMatching(/^\d+\.\d+/)]);
    expect((await lint("--offline", "-o", "json")).json()).toMatchObject({
      database: "notAsked",
      findings: [{ message: expect.not.stringContaining("rows)") }],
    });
  });
});
