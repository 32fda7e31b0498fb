import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runKeelson } from "../cli/keelson.ts";
import { expectOneFault } from "../cli/one-fault.ts";
import { audited } from "./audited.ts";

const database = (dialect: string, url: string) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec: { dialect: ${dialect}, connection: { url: { value: "${url}" } }, source: { directory: ./db } }\n`;
const revision = (steps: string) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: first }\nspec: { id: first, revises: [], upgrade: [ ${steps} ] }\n`;
const orders = "{ createTable: { name: orders, columns: [ { name: id, type: integer } ] } }";

let cwd: string;
const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
const upgrade = () => runKeelson(["upgrade"], { cwd });
function columns(file: string) {
  using open = new DatabaseSync(join(cwd, file));
  return open
    .prepare("SELECT name FROM pragma_table_info('orders')")
    .all()
    .map(({ name }) => name);
}

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "keelson-plugins-"));
  mkdirSync(join(cwd, "db"));
  write("keelson.yaml", database("sqlite", "sqlite:./shop.db"));
  write("db/first.yaml", revision(`${orders}, { acme.dev/audited: { table: orders } }`));
});
afterEach(() => rmSync(cwd, { recursive: true }));

test("an operation of a package that the project names is there for every verb", async () => {
  const { stderr } = await expectOneFault(["validate"], 3, { cwd });
  expect(stderr).toContain("acme.dev/audited");
  mkdirSync(join(cwd, "node_modules/acme-audit"), { recursive: true });
  write("node_modules/acme-audit/package.json", '{ "name": "acme-audit", "type": "module", "main": "index.js" }');
  write("node_modules/acme-audit/index.js", `${audited}export const operations = [audited];\n`);
  write("keelson.config.yaml", "plugins: [ acme-audit ]\n");
  expect((await runKeelson(["validate"], { cwd })).code).toBe(0);
  expect((await upgrade()).code).toBe(0);
  expect(columns("shop.db")).toEqual(["id", "changed_by"]);
});

test("a path is relative to the settings, and a default export will do", async () => {
  mkdirSync(join(cwd, "tools"));
  write("tools/audit.mjs", `${audited}export default { operations: [audited] };\n`);
  write("keelson.config.yaml", "plugins: [ ./tools/audit.mjs ]\n");
  expect((await upgrade()).code).toBe(0);
  expect(columns("shop.db")).toEqual(["id", "changed_by"]);
});

test("a rule from a plugin", async () => {
  write(
    "rules.mjs",
    'export const rules = [{ code: "acme.dev/no-orders", severity: "error", dialects: "all", instead: "Call it sales", judges: { createTable: ({ table }) => (table.name === "orders" ? "there are orders" : null) } }];',
  );
  write("keelson.config.yaml", "plugins: [ ./rules.mjs ]\nrules: { acme.dev/no-orders: warning }\n");
  write("db/first.yaml", revision(orders));
  const { code, stdout } = await runKeelson(["lint"], { cwd });
  expect(stdout).toContain("warning[acme.dev/no-orders]: there are orders");
  expect(code).toBe(0);
});

test("a dialect from a plugin", { timeout: 30_000 }, async () => {
  write(
    "tiny.ts",
    `import { tinysql } from ${JSON.stringify(join(import.meta.dirname, "tiny/index.ts"))};\nexport const dialects = [tinysql];\n`,
  );
  write("keelson.config.yaml", "plugins: [ ./tiny.ts ]\n");
  write("keelson.yaml", database("tinysql", "tinysql:./app.tiny"));
  write("db/first.yaml", revision(orders));
  const { code, stderr } = await upgrade();
  expect(code, stderr).toBe(0);
  expect(columns("app.tiny")).toEqual(["id"]);
});

test.each([
  ["cannot be loaded", "plugins: [ acme-nowhere ]", ""],
  ["cannot be loaded", "plugins: [ ./broken.mjs ]", "export const = 1"],
  ["brings neither dialects nor operations nor rules", "plugins: [ ./broken.mjs ]", "export const other = 1"],
])("a plugin that %s is one fault: %s", async (why, settings, text) => {
  write("keelson.config.yaml", settings);
  write("broken.mjs", text);
  const { stderr } = await expectOneFault(["upgrade"], 3, { cwd });
  expect(stderr).toContain(why);
  expect(stderr).toContain("keelson.config.yaml");
});
