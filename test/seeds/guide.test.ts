import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineNames } from "./engine.ts";
import { SeedProject } from "./project.ts";

const ids = ["20231201_120000", "20231202_120000", "20231203_120000", "20231204_120000"] as const;
const [users, phone, widen, orders] = ids;

const createUsers = `
message: Create users
upgrade:
  - createTable:
      name: users
      columns:
        - { name: id, type: integer, identity: byDefault }
        - { name: username, type: "varchar(50)", nullable: false }
        - { name: email, type: "varchar(100)", nullable: false }
        - { name: full_name, type: "varchar(100)" }
        - { name: is_active, type: boolean }
        - { name: created_at, type: timestamptz, default: CURRENT_TIMESTAMP }
        - { name: updated_at, type: timestamptz }
      primaryKey: { columns: [id] }
      indexes:
        - { name: ix_users_email, columns: [email], unique: true }
        - { name: ix_users_id, columns: [id] }
        - { name: ix_users_username, columns: [username], unique: true }
`;

describe.each(engineNames)("the guide's path on %s", (engine) => {
  let project: SeedProject;
  beforeAll(async () => {
    project = await SeedProject.open(engine);
    await project.init();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  it("16: ids and file names of one's own", async () => {
    project.write("keelson.config.yaml", 'fileName: "{date}_{time}_{id}_{slug}"\nids: timestamp\n');
    const written = (await project.run("revision", "-m", "Hello, World", "--rev-id", "20231130_090000", "-o", "json")).json();
    expect(written.id).toBe("20231130_090000");
    expect(written.path).toMatch(/\d{4}-?\d{2}-?\d{2}_\d+_20231130_090000_hello_world\.yaml$/);
    expect((await project.run("heads", "-o", "json")).json().heads).toEqual(["20231130_090000"]);
    project.remove(written.path);
  });

  it("17: users with three indexes, up and down", async () => {
    project.revision(users, [], createUsers);
    const empty = await project.engine.catalogue();
    await project.run("upgrade", "head");
    expect(
      (await project.engine.catalogue())
        .join("\n")
        .match(/ix_users_\w+/g)
        ?.sort(),
    ).toEqual(["ix_users_email", "ix_users_id", "ix_users_username"]);
    await project.run("downgrade", "base");
    expect(await project.engine.catalogue()).toEqual(empty);
  });

  it("18: every way to move and to look", async () => {
    project.revision(
      phone,
      [users],
      `\nmessage: Add phone\nupgrade:\n  - addColumn: { table: users, column: { name: phone, type: "varchar(20)" } }\n  - createIndex: { table: users, name: ix_users_created_at, columns: [created_at] }\n`,
    );
    await project.run("upgrade", "+1");
    expect(await project.current()).toEqual([users]);
    await project.run("upgrade", phone);
    await project.run("downgrade", "-1");
    await project.run("upgrade", "head");
    await project.run("downgrade", users);
    expect(await project.current()).toEqual([users]);
    const pending = await project.run("pending");
    expect(pending.stdout).toContain(phone);
    expect(pending.stdout).not.toContain(`${users} `);
    expect((await project.run("history", "--verbose")).stdout).toContain("Add phone");
    expect((await project.run("show", "head")).stdout).toContain("ix_users_created_at");
    await project.run("upgrade");
    expect((await project.run("pending", "-o", "json")).json().revisions).toEqual([]);
  });

  it("19: username wider and narrower again, with rows, indexes and generated ids kept", async () => {
    await project.engine.query("INSERT INTO users (username, email) VALUES ('ada', 'ada@example.com'), ('bob', 'bob@example.com')");
    const before = await project.engine.catalogue();
    project.revision(
      widen,
      [phone],
      `\nmessage: Widen username\nupgrade:\n  - alterColumn: { table: users, column: username, type: "varchar(100)" }\n`,
    );
    await project.run("upgrade");
    expect((await project.engine.catalogue()).join("\n")).toMatch(/username[^,\n]*\(100\)/);
    await project.run("downgrade", "-1", "--allow", "dataLoss");
    expect(await project.engine.catalogue()).toEqual(before);
    await project.engine.query("INSERT INTO users (username, email) VALUES ('cy', 'cy@example.com')");
    expect(await project.engine.query("SELECT id, username FROM users ORDER BY id")).toEqual([
      { id: 1, username: "ada" },
      { id: 2, username: "bob" },
      { id: 3, username: "cy" },
    ]);
    await project.run("upgrade");
  });

  it("20: a column and its foreign key in one atomic revision; what the key refuses leaves neither", async () => {
    project.revision(
      "orders",
      [widen],
      `\nmessage: Orders\nupgrade:\n  - createTable: { name: orders, columns: [ { name: id, type: integer, identity: byDefault } ], primaryKey: { columns: [id] } }\n`,
    );
    project.revision(
      orders,
      ["orders"],
      `
message: Orders belong to users
atomic: true
upgrade:
  - addColumn: { table: orders, column: { name: user_id, type: integer, nullable: false, default: "999" } }
  - addConstraint: { table: orders, foreignKey: { name: fk_orders_user_id, columns: [user_id], references: { table: users, columns: [id] } } }
`,
    );
    await project.run("upgrade", "orders");
    await project.engine.query("INSERT INTO orders (id) VALUES (1)");
    const before = await project.engine.catalogue();
    await project.exits(1, "upgrade");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.current()).toEqual(["orders"]);
    await project.engine.query("DELETE FROM orders");
    await project.run("upgrade");
    expect(await project.engine.columns("orders")).toEqual(["id", "user_id"]);
    await expect(project.engine.query("INSERT INTO orders (user_id) VALUES (999)")).rejects.toThrow();
  });

  it("21: data up; the way down leaves what it did not make", async () => {
    await project.engine.query("UPDATE users SET is_active = CASE username WHEN 'ada' THEN NULL WHEN 'bob' THEN FALSE ELSE TRUE END");
    const active = async () =>
      (await project.engine.query("SELECT is_active FROM users ORDER BY id")).map(({ is_active }) =>
        is_active === null ? null : Boolean(is_active),
      );
    project.revision(
      "activate",
      [orders],
      `\nmessage: Users are active by default\nupgrade:\n  - updateRows: { table: users, set: { is_active: "TRUE" }, where: is_active IS NULL }\n    downgrade: []\n`,
    );
    await project.run("upgrade");
    expect(await active()).toEqual([true, false, true]);
    await project.run("downgrade", "-1");
    expect(await active()).toEqual([true, false, true]);
  });

  it("21: a revision without a way down says so before anything runs", async () => {
    project.revision(
      "activate",
      [orders],
      `\nmessage: Users are active by default\nirreversible: nobody remembers who had no value\nupgrade:\n  - updateRows: { table: users, set: { is_active: "TRUE" }, where: is_active IS NULL }\n`,
    );
    await project.run("upgrade");
    const refused = await project.exits(3, "downgrade", "-1");
    expect(refused.stderr).toContain("nobody remembers who had no value");
  });

  it("22: a column that is there already, or not, ends in the same catalogue, and what was there stays", async () => {
    const body = `\nmessage: Avatars\nupgrade:\n  - addColumn: { table: users, column: { name: avatar_url, type: "varchar(255)" } }\n    when: { missing: { table: users, column: avatar_url } }\n`;
    project.revision("avatars", ["activate"], body);
    const before = await project.engine.catalogue();
    await project.run("upgrade");
    const added = await project.engine.catalogue();
    await project.run("downgrade", "-1");
    expect(await project.engine.catalogue()).toEqual(before);
    await project.engine.query("ALTER TABLE users ADD COLUMN avatar_url varchar(255)");
    for (const _time of ["once", "again"]) {
      await project.run("upgrade");
      expect(await project.engine.catalogue()).toEqual(added);
      expect(await project.current()).toEqual(["avatars"]);
      await project.run("downgrade", "-1");
      expect(await project.engine.catalogue()).toEqual(added);
    }
    await project.run("upgrade");
  });

  it("23: production and development build what is theirs, and down follows what was done", async () => {
    const production = "CREATE INDEX CONCURRENTLY ix_users_email_prod ON users (email)";
    const plain = "CREATE INDEX ix_users_email_prod ON users (email)";
    project.revision(
      "environments",
      ["avatars"],
      `
message: An index for each environment
upgrade:
  - sql: { text: ${production}, dialects: { sqlite: { text: ${plain} } } }
    when: { environment: [ production ] }
    downgrade: [ { dropIndex: { name: ix_users_email_prod } } ]
  - createIndex: { table: users, name: ix_users_email_dev, columns: [email] }
    when: { environment: [ development ] }
`,
    );
    const before = await project.engine.catalogue();
    const names = async () => (await project.engine.catalogue()).join("\n").match(/ix_users_email_\w+/g) ?? [];
    await project.run("upgrade", "--environment", "production");
    expect(await names()).toEqual(["ix_users_email_prod"]);
    await project.run("downgrade", "-1", "--environment", "development");
    expect(await project.engine.catalogue()).toEqual(before);
    await project.run("upgrade", "--environment", "development");
    expect(await names()).toEqual(["ix_users_email_dev"]);
    await project.run("downgrade", "-1", "--environment", "production");
    expect(await project.engine.catalogue()).toEqual(before);
  });

  it("24: plan and upgrade --sql change nothing", async () => {
    const before = await project.engine.catalogue();
    expect((await project.run("plan", "--environment", "development")).stdout).toContain("ix_users_email_dev");
    expect((await project.run("upgrade", "--sql", "--environment", "development")).stdout).toContain("ix_users_email_dev");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.current()).toEqual(["avatars"]);
  });

  it("26: two heads are refused by name, and merged", async () => {
    project.revision(
      "left",
      ["environments"],
      `\nmessage: Left\nupgrade:\n  - addColumn: { table: users, column: { name: left_side, type: integer } }\n`,
    );
    project.revision(
      "right",
      ["environments"],
      `\nmessage: Right\nupgrade:\n  - addColumn: { table: users, column: { name: right_side, type: integer } }\n`,
    );
    const refused = await project.exits(3, "upgrade", "head");
    for (const word of ["left", "right", "merge"]) expect(refused.stderr).toContain(word);
    const merged = (await project.run("merge", "-m", "Both sides", "-o", "json")).json();
    await project.run("upgrade", "head", "--environment", "development");
    expect(await project.engine.columns("users")).toEqual(expect.arrayContaining(["left_side", "right_side"]));
    const { revisions } = (await project.run("history", "-o", "json")).json();
    expect(revisions[0]).toMatchObject({ id: merged.id, isHead: true });
    expect([...revisions[0].revises].sort()).toEqual(["left", "right"]);
    const before = await project.engine.catalogue();
    await project.run("stamp", "environments");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.current()).toEqual(["environments"]);
    await project.run("stamp", "head");
  });

  it("27: check tells apart in sync, another desired state, pending revisions and drift", async () => {
    const check = async (code: number) => (await project.exits(code, "check", "--environment", "development", "-o", "json")).json();
    await project.run("inspect", "--write", "db");
    expect(await check(0)).toMatchObject({ state: "inSync", pending: [], schemaAhead: [], drift: [] });
    project.schema("\ntables:\n  - { name: wishes, columns: [ { name: id, type: integer } ] }\n");
    const ahead = await check(2);
    expect(ahead).toMatchObject({ state: "pending", pending: [], drift: [] });
    expect(JSON.stringify(ahead.schemaAhead)).toContain("wishes");
    const { id } = (await project.run("revision", "--autogenerate", "-m", "Wishes", "--environment", "development", "-o", "json")).json();
    expect(await check(2)).toMatchObject({ state: "pending", pending: [id], schemaAhead: [], drift: [] });
    await project.run("upgrade", "--environment", "development");
    expect((await check(0)).state).toBe("inSync");
    await project.engine.query("ALTER TABLE users ADD COLUMN by_hand integer");
    const drifted = await check(6);
    expect(drifted).toMatchObject({ state: "drift", pending: [], schemaAhead: [] });
    expect(JSON.stringify(drifted.drift)).toContain("by_hand");
  });
});
