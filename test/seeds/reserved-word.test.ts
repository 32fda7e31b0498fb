import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineNames } from "./engine.ts";
import { SeedProject } from "./project.ts";

const tables = `
tables:
  - name: user
    columns:
      - { name: id, type: integer, identity: byDefault }
      - { name: username, type: varchar, nullable: false }
      - { name: email, type: varchar, nullable: false }
      - { name: is_active, type: boolean, nullable: false }
    primaryKey: { columns: [id] }
    indexes: [ { name: ix_user_username, columns: [username] } ]
  - name: post
    columns:
      - { name: id, type: integer, identity: byDefault }
      - { name: title, type: varchar, nullable: false }
      - { name: content, type: varchar, nullable: false }
      - { name: author_id, type: integer }
      - { name: is_published, type: boolean, nullable: false }
    primaryKey: { columns: [id] }
    foreignKeys: [ { columns: [author_id], references: { table: user, columns: [id] } } ]
`;

describe.each(engineNames)("38: a reserved word as a name on %s", (engine) => {
  let project: SeedProject;
  beforeAll(async () => {
    project = await SeedProject.open(engine);
    await project.init();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });

  it("is generated, applied, checked, filled, altered and undone", async () => {
    const empty = await project.engine.catalogue();
    project.schema(tables);
    const { id } = (await project.run("revision", "--autogenerate", "-m", "User and post", "-o", "json")).json();
    await project.run("upgrade");
    await project.run("check");
    expect(await project.engine.tables()).toEqual(["post", "user"]);
    await expect(
      project.engine.query("INSERT INTO post (title, content, author_id, is_published) VALUES ('a', 'b', 999, TRUE)"),
    ).rejects.toThrow();
    const before = await project.engine.catalogue();
    project.revision(
      "fill",
      [id],
      `
message: A first user
upgrade:
  - insertRows: { table: user, rows: [ { username: ada, email: ada@example.com, is_active: true } ] }
  - addColumn: { table: user, column: { name: order, type: integer } }
  - backfill: { table: user, set: { order: "1" }, where: '"order" IS NULL' }
  - alterColumn: { table: user, column: username, type: text }
`,
    );
    await project.run("upgrade");
    expect(await project.engine.query('SELECT username, "order" FROM "user"')).toEqual([{ username: "ada", order: 1 }]);
    await project.run("downgrade", "-1", "--allow", "dataLoss");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.engine.query('SELECT username FROM "user"')).toEqual([]);
    await project.run("downgrade", "base", "--allow", "dataLoss");
    expect(await project.engine.catalogue()).toEqual(empty);
  });
});
