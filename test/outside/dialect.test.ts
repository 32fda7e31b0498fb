import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKeelson, type Keelson } from "../../src/index.ts";
import { tinysql } from "./tiny/index.ts";

const head = (kind: string) => `apiVersion: keelson.dev/v1alpha1\nkind: ${kind}\nmetadata: { name: app }\nspec:\n`;
const users = `  tables:
    - name: users
      columns:
        - { name: id, type: integer, identity: always }
        - { name: username, type: "varchar(50)", nullable: false }
      primaryKey: { columns: [id] }
      unique: [ { columns: [username] } ]
`;
const profile = users.replace("      primaryKey", "        - { name: full_name, type: text }\n      primaryKey");
const roles = `${profile}    - name: user_roles
      columns:
        - { name: id, type: integer, identity: always }
        - { name: user_id, type: integer, nullable: false }
      primaryKey: { columns: [id] }
      foreignKeys: [ { columns: [user_id], references: { table: users, columns: [id] } } ]
`;

describe("15: a dialect from outside walks the tutorial's path", () => {
  let cwd: string;
  let keelson: Keelson;
  const ids: string[] = [];
  const file = () => join(cwd, "app.tiny");
  const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
  const query = (sql: string) => {
    const database = new DatabaseSync(file());
    try {
      database.exec("PRAGMA foreign_keys = ON");
      return database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  };
  const catalogue = () => query("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%tinysql%' ORDER BY name");
  const generate = async (schema: string) => {
    write("db/schema.yaml", `${head("Schema")}${schema}`);
    const { id, changes } = await keelson.revision({ message: "Next", content: "autogenerate" });
    ids.push(String(id));
    return changes;
  };
  const revision = (id: string, parent: string, steps: string) =>
    write(
      `db/revisions/${id}.yaml`,
      `${head("Revision").replace("app", id)}  id: ${id}\n  message: ${id}\n  revises: [ "${parent}" ]\n  upgrade:\n${steps}`,
    );

  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "keelson-dialect-"));
    mkdirSync(join(cwd, "db/revisions"), { recursive: true });
    write(
      "keelson.yaml",
      `${head("Database")}  dialect: tinysql\n  connection: { url: { value: "tinysql:${file()}" } }\n  source: { directory: ./db }\n`,
    );
    const host = { cwd, env: {}, user: "ada", hostname: "here", pid: process.pid, readStandardInput: () => process.stdin };
    keelson = createKeelson({ dialects: [tinysql], host });
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  test("generates, upgrades and is in sync", async () => {
    expect(await generate(users)).toBeGreaterThan(0);
    await keelson.upgrade({ target: "head" });
    expect((await keelson.current({})).heads).toEqual(ids);
    expect((await keelson.check({})).comparison).toEqual({
      state: "inSync",
      mode: "versioned",
      pending: [],
      leaving: [],
      schemaAhead: [],
      drift: [],
      unmanaged: [],
    });
    expect(await keelson.revision({ message: "Nothing", content: "autogenerate" })).toMatchObject({ path: null });
    expect(readdirSync(join(cwd, "db/revisions"))).toHaveLength(1);
    query("INSERT INTO users (username) VALUES ('ada')");
    expect(() => query("INSERT INTO users (username) VALUES ('ada')")).toThrow(/UNIQUE/);
  });

  test("adds a column and a table beside rows, and goes down and up again", async () => {
    expect(await generate(profile)).toBe(1);
    await generate(roles);
    await keelson.upgrade({ target: "head" });
    expect(query("SELECT username, full_name FROM users")).toEqual([{ username: "ada", full_name: null }]);
    expect(() => query("INSERT INTO user_roles (user_id) VALUES (999)")).toThrow(/FOREIGN KEY/);
    const before = catalogue();
    await keelson.downgrade({ target: "-2", allow: ["dataLoss"] });
    expect(query("SELECT * FROM users")).toEqual([{ id: 1, username: "ada" }]);
    await keelson.upgrade({ target: "head" });
    expect(catalogue()).toEqual(before);
    expect((await keelson.history({})).revisions.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test("inserts rows, takes them back, and leaves nothing of what fails", async () => {
    revision("admin1", String(ids.at(-1)), "    - insertRows: { table: users, rows: [ { username: admin } ] }\n");
    await keelson.upgrade({ target: "head" });
    await keelson.downgrade({ target: "-1" });
    expect(query("SELECT username FROM users")).toEqual([{ username: "ada" }]);
    await keelson.upgrade({ target: "head" });
    const before = catalogue();
    revision(
      "fails1",
      "admin1",
      "    - createTable: { name: leftovers, columns: [ { name: id, type: integer } ] }\n    - insertRows: { table: users, rows: [ { username: admin } ] }\n",
    );
    await expect(keelson.upgrade({ target: "head" })).rejects.toMatchObject({ name: "UpgradeError", exitCode: 1 });
    expect(catalogue()).toEqual(before);
    expect((await keelson.current({})).heads).toEqual(["admin1"]);
    expect((await keelson.status({})).status.journal?.seq).toBeGreaterThan(5);
  });

  test("refuses what it does not have, before anything runs", async () => {
    revision("fails1", "admin1", "    - createIndex: { table: users, name: ix, columns: [username] }\n");
    await expect(keelson.upgrade({ target: "head" })).rejects.toMatchObject({ code: "kind-unknown-to-dialect", exitCode: 3 });
  });
});

test("it needs nothing that is not offered to everybody", () => {
  const folder = join(import.meta.dirname, "tiny");
  const targets = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/ from "([^"]+)"/g)].map(([, target]) => target),
  );
  expect(targets.filter((target) => !/^(node:|\.\/)/.test(String(target)) && target !== "../../../src/index.ts")).toEqual([]);
});

test("a name that keelson has itself is refused", () => {
  expect(() => createKeelson({ dialects: [{ ...tinysql, name: "sqlite" }] })).toThrow(expect.objectContaining({ code: "dialect-taken" }));
});
