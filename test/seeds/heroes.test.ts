import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineNames } from "./engine.ts";
import { SeedProject } from "./project.ts";

/** A chain whose order is not that of the file names. */
const chain = ["f29", "b30", "a31", "e32", "c33", "d34"] as const;
const [hero, team, power, member, category, indexes] = chain;

describe.each(engineNames)("the heroes' path on %s", (engine) => {
  let project: SeedProject;
  let first: readonly string[];
  beforeAll(async () => {
    project = await SeedProject.open(engine);
    await project.init();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });
  const heroes = (columns: string) => project.engine.query(`SELECT ${columns} FROM hero ORDER BY id`);

  it("29: the first table with its index and rows", async () => {
    project.revision(
      hero,
      [],
      `
message: Create hero
upgrade:
  - createTable:
      name: hero
      columns:
        - { name: id, type: integer, identity: byDefault }
        - { name: name, type: varchar, nullable: false }
        - { name: secret_name, type: varchar, nullable: false }
        - { name: age, type: integer }
      primaryKey: { columns: [id] }
      indexes: [ { name: ix_hero_name, columns: [name] } ]
`,
    );
    await project.run("upgrade");
    first = await project.engine.catalogue();
    await project.engine.query(
      "INSERT INTO hero (name, secret_name, age) VALUES ('Deadpond', 'Dive Wilson', NULL), ('Spider-Boy', 'Pedro Parqueador', NULL), ('Rusty-Man', 'Tommy Sharp', 48)",
    );
  });

  it("30: a second table", async () => {
    project.revision(
      team,
      [hero],
      `
message: Create team
upgrade:
  - createTable:
      name: team
      columns:
        - { name: id, type: integer, identity: byDefault }
        - { name: name, type: "varchar(50)", nullable: false }
        - { name: headquarters, type: "varchar(100)" }
        - { name: created_at, type: timestamp, nullable: false }
      primaryKey: { columns: [id] }
      unique: [ { columns: [name] } ]
      indexes: [ { name: ix_team_name, columns: [name] } ]
`,
    );
    await project.run("upgrade", "+1");
    expect(await project.engine.tables()).toEqual(["hero", "team"]);
  });

  it("31: a column added, filled in batches and made not null; a failure leaves no column", async () => {
    const filled = (verify: string) => `
message: Add hero power level
onFailure: undo
upgrade:
  - addColumn: { table: hero, column: { name: power_level, type: double precision } }
  - backfill: { table: hero, set: { power_level: "50.0" }, where: power_level IS NULL }
  - alterColumn: { table: hero, column: power_level, nullable: false }
verify:
  - { name: every hero has a level, query: SELECT count(*) FROM hero WHERE ${verify}, expect: 0 }
`;
    project.revision(power, [team], filled("power_level = 50"));
    await project.exits(1, "upgrade");
    expect(await project.engine.columns("hero")).toEqual(["id", "name", "secret_name", "age"]);
    expect(await project.current()).toEqual([team]);
    project.revision(power, [team], filled("power_level IS NULL"));
    await project.run("upgrade");
    expect(await heroes("power_level")).toEqual([{ power_level: 50 }, { power_level: 50 }, { power_level: 50 }]);
    await expect(project.engine.query("UPDATE hero SET power_level = NULL")).rejects.toThrow();
  });

  it("32: a named foreign key on a new column", async () => {
    project.revision(
      member,
      [power],
      `
message: Heroes join teams
upgrade:
  - addColumn: { table: hero, column: { name: team_id, type: integer } }
  - addConstraint: { table: hero, foreignKey: { name: fk_hero_team_id_team, columns: [team_id], references: { table: team, columns: [id] } } }
`,
    );
    await project.run("upgrade");
    await expect(project.engine.query("UPDATE hero SET team_id = 999")).rejects.toThrow();
    expect((await project.engine.catalogue()).join("\n")).toContain("fk_hero_team_id_team");
  });

  it("33: lookup rows, and heroes sorted into them", async () => {
    project.revision(
      category,
      [member],
      `
message: Categories
upgrade:
  - createTable:
      name: category
      columns:
        - { name: id, type: integer, identity: byDefault }
        - { name: name, type: "varchar(50)", nullable: false }
        - { name: description, type: text }
      primaryKey: { columns: [id] }
      unique: [ { columns: [name] } ]
  - insertRows:
      table: category
      rows:
        - { id: 1, name: Super Strength }
        - { id: 2, name: Flight }
        - { id: 3, name: Invisibility }
        - { id: 4, name: Intelligence }
  - addColumn: { table: hero, column: { name: category_id, type: integer } }
  - addConstraint: { table: hero, foreignKey: { columns: [category_id], references: { table: category, columns: [id] } } }
  - updateRows:
      table: hero
      set: { category_id: "CASE WHEN power_level >= 80 THEN 1 WHEN power_level >= 60 THEN 2 WHEN power_level >= 30 THEN 3 ELSE 4 END" }
      where: category_id IS NULL
`,
    );
    await project.engine.query("UPDATE hero SET power_level = CASE name WHEN 'Deadpond' THEN 90 WHEN 'Spider-Boy' THEN 70 ELSE 50 END");
    await project.engine.query(
      "INSERT INTO hero (name, secret_name, power_level) VALUES ('Tarantula', 'Natalia', 45), ('Captain', 'Esteban', 10)",
    );
    await project.run("upgrade");
    expect((await heroes("category_id")).map(({ category_id }) => category_id)).toEqual([1, 2, 3, 3, 4]);
    await project.engine.query("INSERT INTO category (name) VALUES ('Speed')");
    expect(await project.engine.query("SELECT id FROM category WHERE name = 'Speed'")).toEqual([{ id: 5 }]);
    await project.engine.query("DELETE FROM category WHERE name = 'Speed'");
  });

  it("34: an index replaced, and a partial one", async () => {
    project.revision(
      indexes,
      [category],
      `
message: Better indexes
upgrade:
  - dropIndex: { name: ix_hero_name }
  - createIndex: { table: hero, name: ix_hero_name_power, columns: [name, power_level] }
  - createIndex: { table: hero, name: ix_active_heroes, columns: [id], where: power_level > 50 }
`,
    );
    await project.run("upgrade", "head");
    const catalogue = (await project.engine.catalogue()).join("\n");
    expect(catalogue).toContain("ix_hero_name_power");
    expect(catalogue).not.toMatch(/ix_hero_name\b(?!_)/);
    expect(catalogue).toMatch(/ix_active_heroes[^\n]*WHERE/);
  });

  it("35: five steps down say what would be lost, need consent, and keep the rows", async () => {
    const refused = await project.exits(5, "downgrade", "-5");
    expect(refused.stderr).toContain("power_level");
    expect(await project.current()).toEqual([indexes]);
    await project.run("downgrade", "-5", "--allow", "dataLoss");
    expect(await project.engine.catalogue()).toEqual(first);
    expect(await project.engine.query("SELECT count(*) AS n FROM hero")).toEqual([{ n: engine === "sqlite" ? 5 : "5" }]);
  });

  it("36: pending, generate-and-apply in one command, ensure", async () => {
    const pending = (await project.run("pending", "-o", "json")).json();
    expect(pending.revisions.map(({ id }: { id: string }) => id)).toEqual([team, power, member, category, indexes]);
    await project.run("upgrade");
    await project.run("inspect", "--write", "db");
    const nothing = (await project.run("revision", "--autogenerate", "--apply", "-m", "Nothing", "-o", "json")).json();
    expect(nothing).toMatchObject({ path: null, changes: 0 });
    await project.run("reconcile");
    await project.run("reconcile");
    await project.run("check");
  });
});
