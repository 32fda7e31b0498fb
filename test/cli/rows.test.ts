import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runKeelson } from "./keelson.ts";

let cwd: string;
const keelson = (...words: readonly string[]) => runKeelson(words, { cwd });

/** Lists of lists, as YAML has them. */
const declare = (states: string, orders: string): void =>
  writeFileSync(
    join(cwd, "db/schema.yaml"),
    `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: app }
spec:
  tables:
    - { name: states, columns: [ { name: code, type: text, nullable: false }, { name: title, type: text } ], primaryKey: { columns: [code] } }
    - name: orders
      columns: [ { name: id, type: integer, nullable: false }, { name: state, type: text } ]
      primaryKey: { columns: [id] }
      foreignKeys: [ { columns: [state], references: { table: states, columns: [code] } } ]
  rows:
    - { table: orders, key: [id], extra: delete, values: [ ${orders} ] }
    - { table: states, key: [code], extra: delete, values: [ ${states} ] }
`,
  );

const stored = (): unknown => {
  using database = new DatabaseSync(join(cwd, "app.db"));
  return database
    .prepare("SELECT o.id, s.code, s.title FROM orders o LEFT JOIN states s ON s.code = o.state ORDER BY o.id")
    .all()
    .map((row) => Object.values(row));
};

/** The steps of the revision that is written for what differs. */
async function generated(message: string): Promise<string> {
  const { stdout, code } = await keelson("revision", "--autogenerate", "-m", message, "-o", "json");
  expect(code).toBe(0);
  const { path } = JSON.parse(stdout) as { path: string };
  return readFileSync(join(cwd, path), "utf8");
}

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "keelson-rows-"));
  await keelson("init", "--url", "sqlite:./app.db");
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

test("autogenerate writes what declared rows need, and the revisions end where the Schema does", async () => {
  declare("{ code: new, title: New }", "{ id: 1, state: new }");
  expect((await generated("first")).match(/(insert|upsert|delete)Rows/g)).toEqual(["insertRows", "insertRows"]);
  expect((await keelson("upgrade")).code).toBe(0);
  expect(await keelson("check")).toMatchObject({ code: 0 });
  declare('{ code: paid, title: { sql: "NULL" } }', "{ id: 1, state: paid }, { id: 2, state: paid }");
  const second = await generated("second");
  expect(second).toContain('sql: "NULL"');
  expect(second.match(/(insert|upsert|delete)Rows/g)).toEqual(["insertRows", "insertRows", "upsertRows", "deleteRows"]);
  expect((await keelson("upgrade")).code).toBe(0);
  expect(stored()).toEqual([
    [1, "paid", null],
    [2, "paid", null],
  ]);
});

test("the rows of a table that a revision on the way touches are told to be compared later", async () => {
  declare("{ code: new, title: New }", "");
  await generated("first");
  const { code, stdout } = await keelson("revision", "--autogenerate", "-m", "again", "-o", "json");
  expect(code).toBe(3);
  expect(JSON.parse(stdout).error).toMatchObject({ code: "rows-behind-head" });
  await keelson("upgrade");
  expect(JSON.parse((await keelson("revision", "--autogenerate", "-m", "again", "-o", "json")).stdout)).toMatchObject({
    path: null,
    changes: 0,
  });
  expect(stored()).toEqual([]);
});
