import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as library from "../../src/index.ts";
import {
  CreationError,
  createKeelson,
  DowngradeError,
  InitError,
  type Keelson,
  KeelsonError,
  NotFoundError,
  UpgradeError,
} from "../../src/index.ts";
import { type Engine, engineNames, openEngine } from "./engine.ts";

const users = `
  tables:
    - name: users
      columns:
        - { name: id, type: integer, identity: always }
        - { name: username, type: "varchar(50)", nullable: false }
      primaryKey: { columns: [id] }
      unique: [ { columns: [username] } ]
`;
const active = users.replace("      primaryKey", "        - { name: is_active, type: boolean }\n      primaryKey");
const roles = `${active}    - name: user_roles
      columns:
        - { name: id, type: integer, identity: always }
        - { name: user_id, type: integer, nullable: false }
      primaryKey: { columns: [id] }
      foreignKeys: [ { columns: [user_id], references: { table: users, columns: [id] } } ]
`;

describe.each(engineNames)("12: the tutorial's path through the library on %s", (name) => {
  let engine: Engine;
  let cwd: string;
  let keelson: Keelson;
  const ids: string[] = [];
  const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
  const schema = (spec: string) =>
    write("db/schema.yaml", `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:${spec}`);
  const revision = (id: string, parent: string, steps: string) =>
    write(
      `db/revisions/${id}.yaml`,
      `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  id: "${id}"\n  message: ${id}\n  revises: [ "${parent}" ]\n  upgrade:\n${steps}`,
    );
  const files = () => readdirSync(join(cwd, "db/revisions")).filter((file) => file.endsWith(".yaml"));
  const generate = async (message: string) => {
    const { id, changes } = await keelson.revision({ message, content: "autogenerate" });
    ids.push(String(id));
    return changes;
  };
  const heads = async () => (await keelson.current({})).heads;

  beforeAll(async () => {
    engine = await openEngine(name);
    cwd = mkdtempSync(join(tmpdir(), "keelson-library-"));
    keelson = createKeelson({
      host: {
        cwd,
        env: { KEELSON_URL: engine.url },
        user: "ada",
        hostname: "here",
        pid: process.pid,
        readStandardInput: () => process.stdin,
      },
    });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  test("1: init once", async () => {
    await keelson.init({ directory: ".", url: engine.url });
    const before = readFileSync(join(cwd, "keelson.yaml"), "utf8");
    await expect(keelson.init({ directory: ".", url: engine.url })).rejects.toBeInstanceOf(InitError);
    expect(readFileSync(join(cwd, "keelson.yaml"), "utf8")).toBe(before);
  });

  test("2, 3: generate and upgrade", async () => {
    schema(users);
    await generate("Create users");
    expect(await engine.tables()).toEqual([]);
    await keelson.upgrade({ target: "head" });
    expect(await engine.columns("users")).toEqual(["id", "username"]);
    expect(await heads()).toEqual(ids);
  });

  test("4, 5: constraints hold, and nothing is left to generate", async () => {
    await engine.query("INSERT INTO users (username) VALUES ('ada')");
    await expect(engine.query("INSERT INTO users (username) VALUES ('ada')")).rejects.toThrow();
    expect((await keelson.check({})).comparison.state).toBe("inSync");
    expect(await keelson.revision({ message: "Nothing", content: "autogenerate" })).toEqual({ id: null, path: null, changes: 0 });
    expect(files()).toHaveLength(1);
  });

  test("6, 7: columns and a table beside rows", async () => {
    schema(active);
    expect((await keelson.check({})).comparison.schemaAhead).toEqual([expect.objectContaining({ kind: "column", action: "create" })]);
    expect(await generate("Activity")).toBe(1);
    await keelson.upgrade({ target: "head" });
    expect(await engine.query("SELECT username, is_active FROM users")).toEqual([{ username: "ada", is_active: null }]);
    schema(roles);
    await generate("Roles");
    await keelson.upgrade({ target: "head" });
    await expect(engine.query("INSERT INTO user_roles (user_id) VALUES (999)")).rejects.toThrow();
  });

  test("8, 9: where it is, and one step down and up again", async () => {
    expect((await keelson.history({})).revisions.map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await keelson.show({ revision: String(ids[2]) })).revision).toMatchObject({ message: "Roles", revises: [ids[1]] });
    const before = await engine.catalogue();
    await keelson.downgrade({ target: "-1" });
    expect(await engine.tables()).toEqual(["users"]);
    await keelson.upgrade({ target: "head" });
    expect(await engine.catalogue()).toEqual(before);
  });

  test("10: data steps, there and back", async () => {
    revision("d10", String(ids[2]), "    - insertRows: { table: users, rows: [ { username: admin, is_active: true } ] }\n");
    await keelson.upgrade({ target: "head" });
    const names = () => engine.query("SELECT username FROM users ORDER BY id");
    expect(await names()).toEqual([{ username: "ada" }, { username: "admin" }]);
    await keelson.downgrade({ target: "-1" });
    expect(await names()).toEqual([{ username: "ada" }]);
    await keelson.upgrade({ target: "head" });
  });

  test("11, 14: what fails leaves nothing, and has a class and a code of its own", async () => {
    const before = await engine.catalogue();
    revision(
      "e11",
      "d10",
      "    - createTable: { name: leftovers, columns: [ { name: id, type: integer } ] }\n    - insertRows: { table: users, rows: [ { username: admin } ] }\n",
    );
    const failed = await keelson.upgrade({ target: "head" }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UpgradeError);
    expect(failed).toMatchObject({
      exitCode: 1,
      diagnostics: [expect.objectContaining({ position: expect.objectContaining({ file: "db/revisions/e11.yaml" }) })],
    });
    expect(await engine.catalogue()).toEqual(before);
    expect(await heads()).toEqual(["d10"]);

    revision("e11", "d10", "    - sql: { text: SELECT 1 }\n");
    await keelson.upgrade({ target: "head" });
    const irreversible = await keelson.downgrade({ target: "-1" }).catch((error: unknown) => error);
    expect(irreversible).toBeInstanceOf(DowngradeError);
    expect(irreversible).toMatchObject({ code: "irreversible", exitCode: 3 });
    await expect(keelson.upgrade({ target: "nosuch" })).rejects.toBeInstanceOf(NotFoundError);
    await expect(keelson.revision({ message: "Again", id: "e11" })).rejects.toBeInstanceOf(CreationError);
    for (const Each of [InitError, CreationError, UpgradeError, DowngradeError, NotFoundError])
      expect(Each.prototype).toBeInstanceOf(KeelsonError);
    expect(await heads()).toEqual(["e11"]);
  });
});

test("the module has the verbs of a default instance", () => {
  for (const verb of Object.keys(createKeelson())) expect(library).toHaveProperty(verb, expect.any(Function));
});
