import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectOneFault } from "./one-fault.ts";

const head = (kind: string) => `apiVersion: keelson.dev/v1alpha1\nkind: ${kind}\nmetadata: { name: shop }\n`;
const table = (more: string) => `tables: [ { name: t, columns: [ { name: id, type: integer }, { name: a, type: text } ], ${more} } ]`;
const view = (more: string) => `views: [ { name: v, query: SELECT 1 AS a, ${more} } ]`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keelson-ignored-"));
  mkdirSync(join(folder, "db"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What SQLite has not, and what says nothing where it stands, is refused by its name rather than left out in silence. */
test.each([
  ["order of nulls", table("indexes: [ { keys: [ { column: a, nulls: last } ] } ]"), ""],
  ["storage options", table("options: { fillfactor: 70 }"), ""],
  ["withData", view("withData: false"), ""],
  ["indexes", view("indexes: [ { columns: [a] } ]"), ""],
  ["connection.role", table("unique: []"), "role: bob"],
  ["connection.tls", table("unique: []"), "tls: { mode: require }"],
  ["connection.directUrl", table("unique: []"), 'directUrl: { value: "sqlite:other.db" }'],
])("%s", async (named, schema, connection) => {
  const more = connection === "" ? "" : `, ${connection}`;
  writeFileSync(
    join(folder, "keelson.yaml"),
    `${head("Database")}spec: { dialect: sqlite, connection: { url: { value: "sqlite:shop.db" }${more} }, source: { directory: ./db }, mode: declarative }\n`,
  );
  writeFileSync(join(folder, "db/schema.yaml"), `${head("Schema")}spec: { ${schema} }\n`);
  expect((await expectOneFault(["apply"], 3, { cwd: folder })).stderr).toContain(named);
});
