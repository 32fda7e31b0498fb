import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineNames } from "./engine.ts";
import { SeedProject } from "./project.ts";

const users = `
tables:
  - name: users
    columns:
      - { name: id, type: integer, identity: always }
      - { name: username, type: "varchar(50)", nullable: false }
      - { name: email, type: "varchar(100)", nullable: false }
      - { name: created_at, type: timestamp }
    primaryKey: { columns: [id] }
    unique:
      - { columns: [username] }
      - { columns: [email] }
`;
const profile = users.replace(
  "    primaryKey: { columns: [id] }\n",
  `      - { name: full_name, type: "varchar(100)" }
      - { name: is_active, type: boolean }
      - { name: updated_at, type: timestamp }
    primaryKey: { columns: [id] }
`,
);
const roles = `${profile}  - name: user_roles
    columns:
      - { name: id, type: integer, identity: always }
      - { name: user_id, type: integer, nullable: false }
      - { name: role_name, type: "varchar(50)", nullable: false }
      - { name: created_at, type: timestamp }
    primaryKey: { columns: [id] }
    foreignKeys:
      - { columns: [user_id], references: { table: users, columns: [id] } }
`;
const added = ["full_name", "is_active", "updated_at"];

describe.each(engineNames)("the tutorial's path on %s", (engine) => {
  let project: SeedProject;
  const ids: string[] = [];
  const autogenerate = async (message: string): Promise<{ id: string; path: string; changes: number }> =>
    (await project.run("revision", "--autogenerate", "-m", message, "-o", "json")).json();

  beforeAll(async () => {
    project = await SeedProject.open(engine);
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  it("1: init writes a project once, and no secret", async () => {
    await project.init();
    expect(project.has("keelson.yaml")).toBe(true);
    expect(project.has("db/schema.yaml")).toBe(true);
    expect(project.revisions()).toEqual([]);
    expect(await project.engine.tables()).toEqual([]);
    const before = project.read("keelson.yaml");
    await project.exits(3, "init", "--url", project.engine.url);
    expect(project.read("keelson.yaml")).toBe(before);
    await project.run("init", "elsewhere", "--url", "postgresql://ada:s3cret@db.example.com/shop");
    expect(project.read("elsewhere/keelson.yaml")).not.toContain("s3cret");
    project.remove("elsewhere");
  });

  it("2: autogenerate writes one file with one created table and leaves the database alone", async () => {
    project.schema(users);
    const written = await autogenerate("Create users table");
    ids.push(written.id);
    expect(project.revisions()).toHaveLength(1);
    expect(project.read(written.path).match(/createTable/g)).toHaveLength(1);
    expect(await project.engine.tables()).toEqual([]);
  });

  it("3: upgrade head makes the table, and current says so", async () => {
    await project.run("upgrade", "head");
    expect(await project.engine.tables()).toEqual(["users"]);
    expect(await project.engine.columns("users")).toEqual(["id", "username", "email", "created_at"]);
    expect(await project.current()).toEqual([ids[0]]);
    const catalogue = (await project.engine.catalogue()).join("\n");
    if (engine === "postgresql")
      for (const name of ["users_pkey", "users_username_key", "users_email_key"]) expect(catalogue).toContain(name);
  });

  it("4: the database refuses duplicates and nulls", async () => {
    await project.engine.query("INSERT INTO users (username, email) VALUES ('ada', 'ada@example.com')");
    for (const values of ["'ada', 'b@example.com'", "'b', 'ada@example.com'", "NULL, 'c@example.com'"]) {
      await expect(project.engine.query(`INSERT INTO users (username, email) VALUES (${values})`)).rejects.toThrow();
    }
    await project.engine.query("INSERT INTO users (username, email) VALUES ('bob', 'bob@example.com')");
  });

  it("5: check is in sync, and autogenerate finds nothing", async () => {
    expect((await project.run("check", "-o", "json")).json().state).toBe("inSync");
    const nothing = (await project.run("revision", "--autogenerate", "-m", "Nothing", "-o", "json")).json();
    expect(nothing).toMatchObject({ path: null, changes: 0 });
    expect(project.revisions()).toHaveLength(1);
  });

  it("6: three new columns are three up and three down, and rows survive", async () => {
    project.schema(profile);
    const finding = await project.exits(2, "check");
    for (const name of added) expect(finding.stdout).toContain(name);
    const written = await autogenerate("Add profile");
    ids.push(written.id);
    expect(written.changes).toBe(3);
    await project.run("upgrade");
    expect(await project.engine.columns("users")).toEqual(["id", "username", "email", "created_at", ...added]);
    const rows = await project.engine.query("SELECT username, full_name, is_active, updated_at FROM users ORDER BY id");
    expect(rows).toEqual(["ada", "bob"].map((username) => ({ username, full_name: null, is_active: null, updated_at: null })));
    await project.run("downgrade", "-1", "--allow", "dataLoss");
    expect(await project.engine.columns("users")).toEqual(["id", "username", "email", "created_at"]);
    await project.run("upgrade");
    expect(await project.engine.query("SELECT username FROM users ORDER BY id")).toHaveLength(2);
  });

  it("7: a foreign key holds", async () => {
    project.schema(roles);
    ids.push((await autogenerate("Create user roles")).id);
    await project.run("upgrade", "head");
    await expect(project.engine.query("INSERT INTO user_roles (user_id, role_name) VALUES (999, 'ghost')")).rejects.toThrow();
  });

  it("8: current, history and show tell the story", async () => {
    expect(await project.current()).toEqual([ids[2]]);
    const { revisions } = (await project.run("history", "-o", "json")).json();
    expect(revisions.map(({ id }: { id: string }) => id)).toEqual([...ids].reverse());
    expect(revisions[0]).toMatchObject({ message: "Create user roles", revises: [ids[1]], isHead: true, isCurrent: true });
    const shown = (await project.run("show", String(ids[2]))).stdout;
    for (const word of ["Create user roles", String(ids[1]), "createTable"]) expect(shown).toContain(word);
  });

  it("9: one step down, and up again to the identical catalogue", async () => {
    const before = await project.engine.catalogue();
    await project.run("downgrade", "-1");
    expect(await project.engine.tables()).toEqual(["users"]);
    expect(await project.engine.columns("users")).toHaveLength(7);
    expect(await project.engine.query("SELECT username FROM users")).toHaveLength(2);
    await project.run("upgrade", "head");
    expect(await project.engine.catalogue()).toEqual(before);
  });

  it("10: one file of data steps serves both engines, down and up again", async () => {
    project.revision(
      "d10000000001",
      [String(ids[2])],
      `
message: Add default admin user
upgrade:
  - insertRows:
      table: users
      rows:
        - { username: admin, email: admin@example.com, full_name: System Administrator, is_active: true }
  - insertRows:
      table: user_roles
      rows:
        - { user_id: { sql: "(SELECT id FROM users WHERE username = 'admin')" }, role_name: admin }
`,
    );
    const admins = () =>
      project.engine.query(
        "SELECT u.email, u.full_name, r.role_name FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.username = 'admin' AND u.is_active",
      );
    const one = [{ email: "admin@example.com", full_name: "System Administrator", role_name: "admin" }];
    await project.run("upgrade", "head");
    expect(await admins()).toEqual(one);
    await project.run("downgrade", "-1", "--allow", "dataLoss");
    expect(await admins()).toEqual([]);
    expect(await project.engine.query("SELECT username FROM users ORDER BY id")).toEqual([{ username: "ada" }, { username: "bob" }]);
    expect(await project.engine.query("SELECT id FROM user_roles")).toEqual([]);
    await project.run("upgrade", "head");
    expect(await admins()).toEqual(one);
    expect(await project.current()).toEqual(["d10000000001"]);
  });

  it("11: a failing data step leaves nothing and names its place", async () => {
    const before = await project.engine.catalogue();
    project.revision(
      "e11000000001",
      ["d10000000001"],
      `
message: Fails half way
onFailure: undo
upgrade:
  - createTable: { name: leftovers, columns: [ { name: id, type: integer, nullable: false } ], primaryKey: { columns: [id] } }
  - insertRows: { table: users, rows: [ { username: eve, email: eve@example.com } ] }
  - insertRows: { table: users, rows: [ { username: admin, email: other@example.com } ] }
`,
    );
    const failed = await project.exits(1, "upgrade", "head");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.engine.query("SELECT id FROM users WHERE username = 'eve'")).toEqual([]);
    expect(await project.current()).toEqual(["d10000000001"]);
    expect(failed.stderr).toMatch(/e11000000001\.yaml:\d+:\d+/);
    expect(failed.stderr).toContain("e11000000001");
  });

  it("14: targets that are not there are refused and touch nothing", async () => {
    const before = await project.engine.catalogue();
    project.write("db/revisions/e11000000001.yaml", "");
    await project.exits(3, "upgrade", "nosuch");
    await project.exits(3, "upgrade", "+1");
    await project.run("downgrade", "base", "--allow", "dataLoss");
    await project.exits(3, "downgrade", "-1");
    expect(await project.engine.tables()).toEqual([]);
    await project.run("upgrade", "head");
    expect(await project.engine.catalogue()).toEqual(before);
  });
});
