import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { runSqlite } from "../corpus/run-sqlite.ts";
import { ask } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";

const theirs = "CREATE SCHEMA auth; CREATE TABLE auth.users (id integer PRIMARY KEY); CREATE TABLE audit_log (id integer PRIMARY KEY)";
const ours = `CREATE TABLE profiles (id integer PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, seen integer REFERENCES audit_log (id));
  INSERT INTO auth.users VALUES (1); INSERT INTO audit_log VALUES (2); INSERT INTO profiles VALUES (1, 2)`;
const leaving = ['ignore: ["audit_*"]'];

describePostgres("foreign keys to what is left alone", (server) => {
  test("are documents like others, and are made anew from them", async () => {
    await using original = await server.database();
    await using rebuilt = await server.database();
    await ask(original.url, `${theirs}; ${ours}`);
    await ask(rebuilt.url, theirs);
    using project = await CorpusProject.open(original.url, leaving);
    await project.exits(0, original.url, "inspect", "--write", "db");
    const { stdout, stderr } = await project.exits(0, original.url, "validate");
    expect(stdout + stderr).toContain("warning[table-not-managed]: auth.users is left alone by this Database");
    await project.exits(0, original.url, "check");
    await project.exits(0, rebuilt.url, "apply");
    expect(await dump(rebuilt.url)).toEqual(await dump(original.url));
    await project.exits(0, rebuilt.url, "check");
    expect(await ask(original.url, "SELECT count(*)::int FROM profiles")).toBe(1);
  });

  test("are walked as revisions, down and up again", async () => {
    await using original = await server.database();
    await using walked = await server.database();
    await ask(original.url, `${theirs}; ${ours}`);
    await ask(walked.url, theirs);
    const before = await dump(walked.url);
    using project = await CorpusProject.open(original.url, leaving);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, walked.url, "revision", "-m", "all", "--autogenerate");
    await project.exits(0, walked.url, "upgrade");
    expect(await dump(walked.url)).toEqual(await dump(original.url));
    await project.exits(0, walked.url, "downgrade", "base");
    expect(await dump(walked.url)).toEqual(before);
    await project.exits(0, walked.url, "upgrade");
    await project.exits(0, walked.url, "check");
  });
});

test("on SQLite a foreign key to what is ignored is a document like others, and its table is rebuilt with it", async () => {
  using file = sqliteFile();
  using project = await CorpusProject.open(file.url, leaving);
  await project.exits(0, file.url, "create");
  runSqlite(file.path, [
    "CREATE TABLE audit_log (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES audit_log, b TEXT)",
    "INSERT INTO audit_log VALUES (1); INSERT INTO t VALUES (1, 'x')",
  ]);
  await project.exits(0, file.url, "inspect", "--write", "db");
  await project.exits(0, file.url, "check");
  const [[path = "", text = ""] = []] = Object.entries(project.documents());
  writeFileSync(path, text.replace("name: b\n          type: TEXT", "name: b\n          type: TEXT\n          nullable: false"));
  await project.exits(0, file.url, "apply");
  await project.exits(0, file.url, "check");
  expect((await project.exits(0, file.url, "inspect", "--format", "sql")).stdout).toContain('REFERENCES "audit_log" ("id")');
});

test("on SQLite so is a foreign key to a table that is not there", { timeout: 60_000 }, async () => {
  using file = sqliteFile();
  using rebuilt = sqliteFile();
  using project = await CorpusProject.open(file.url, []);
  for (const each of [file, rebuilt]) await project.exits(0, each.url, "create");
  runSqlite(file.path, [
    "PRAGMA foreign_keys = OFF; CREATE TABLE u (id INTEGER PRIMARY KEY, n TEXT)",
    "CREATE TABLE t (a INTEGER REFERENCES gone, b TEXT, c INTEGER REFERENCES lost (id), f INTEGER REFERENCES u)",
    "INSERT INTO t VALUES (1, 'x', 2, NULL)",
  ]);
  await project.exits(0, file.url, "inspect", "--write", "db");
  await project.exits(0, file.url, "check");
  await project.exits(0, rebuilt.url, "apply");
  await project.exits(0, rebuilt.url, "check");
  const sqlOf = async (url: string) => (await project.exits(0, url, "inspect", "--format", "sql")).stdout;
  expect(await sqlOf(rebuilt.url)).toEqual(await sqlOf(file.url));
  const [path = "", text = ""] = Object.entries(project.documents()).find(([name]) => name.endsWith("t.yaml")) ?? [];
  writeFileSync(path, text.replace("name: b\n          type: TEXT", "name: b\n          type: TEXT\n          nullable: false"));
  for (const each of [rebuilt, file]) {
    await project.exits(0, each.url, "apply");
    await project.exits(0, each.url, "check");
  }
  expect(await sqlOf(rebuilt.url)).toContain('REFERENCES "gone"');
});
