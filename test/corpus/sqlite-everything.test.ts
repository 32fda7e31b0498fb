import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sqliteFile } from "../server/sqlite.ts";
import { CorpusProject } from "./corpus-project.ts";
import { runSqlite } from "./run-sqlite.ts";
import { sqliteMeaning } from "./sqlite-meaning.ts";

const everything = readFileSync(fileURLToPath(new URL("everything.sqlite.sql", import.meta.url)), "utf8");

test("a schema with all that SQLite has is inspected, in sync, built anew as the same, and written again byte by byte", {
  timeout: 60_000,
}, async () => {
  using original = sqliteFile();
  using rebuilt = sqliteFile();
  runSqlite(original.path, [everything]);
  using project = await CorpusProject.open(original.url);

  expect((await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json().unmanaged).toEqual([]);
  await project.exits(0, original.url, "check");
  await project.exits(0, original.url, "validate");
  const documents = project.documents();

  await project.exits(0, rebuilt.url, "apply");
  expect(sqliteMeaning(rebuilt.path)).toEqual(sqliteMeaning(original.path));
  await project.exits(0, rebuilt.url, "check");
  await project.exits(0, rebuilt.url, "inspect", "--write", "db");
  expect(project.documents()).toEqual(documents);
});

test("its script makes the same file", { timeout: 60_000 }, async () => {
  using original = sqliteFile();
  using rebuilt = sqliteFile();
  runSqlite(original.path, [everything]);
  using project = await CorpusProject.open(original.url);
  const { stdout } = await project.exits(0, original.url, "inspect", "--format", "sql");
  runSqlite(rebuilt.path, [stdout]);
  expect(sqliteMeaning(rebuilt.path)).toEqual(sqliteMeaning(original.path));
});
