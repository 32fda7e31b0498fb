import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineNames } from "./engine.ts";
import { SeedProject } from "./project.ts";

const createHero = `
message: Create hero
upgrade:
  - createTable:
      name: hero
      columns:
        - { name: id, type: integer, identity: byDefault }
        - { name: name, type: varchar, nullable: false }
      primaryKey: { columns: [id] }
`;
const addPower = (onFailure: string) => `
message: Add hero power level
onFailure: ${onFailure}
upgrade:
  - assert: { query: SELECT count(*) FROM hero WHERE name IS NULL, expect: 0, message: every hero has a name }
  - addColumn: { table: hero, column: { name: power_level, type: double precision } }
  - backfill: { table: hero, set: { power_level: "50.0" }, where: power_level IS NULL, batch: { rows: 100 } }
  - alterColumn: { table: hero, column: power_level, nullable: false }
verify:
  - { name: no hero is a villain, query: SELECT count(*) FROM hero WHERE name = 'Villain', expect: 0 }
`;

describe.each(engineNames)("safe changes on %s", (engine) => {
  let project: SeedProject;
  beforeAll(async () => {
    project = await SeedProject.open(engine);
    await project.init();
    // Revisions alone: without a Schema they are the whole.
    project.remove("db/schema.yaml");
    project.revision("hero", [], createHero);
    await project.run("upgrade");
    const many = Array.from({ length: 250 }, (_, index) => `('Hero ${index}')`);
    await project.engine.query(`INSERT INTO hero (name) VALUES ${many.join(", ")}, ('Villain')`);
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
  });
  const columns = () => project.engine.columns("hero");
  const filled = async () => Number((await project.engine.query("SELECT count(*) AS n FROM hero WHERE power_level = 50"))[0]?.n);

  it("31, 37: what a validation afterwards refuses is taken back", async () => {
    project.revision("power", ["hero"], addPower("undo"));
    const before = await project.engine.catalogue();
    const failed = await project.exits(1, "upgrade");
    expect(failed.stderr).toContain("no hero is a villain: expected 0, got 1");
    expect(await project.engine.catalogue()).toEqual(before);
    expect(await project.current()).toEqual(["hero"]);
  });

  it("31, 37: with resume the next run completes it, with progress", async () => {
    project.revision("power", ["hero"], addPower("resume"));
    await project.exits(1, "upgrade");
    expect(await columns()).toContain("power_level");
    expect(await project.current()).toEqual(["hero"]);
    expect(await filled()).toBe(251);
    const unfinished = await project.exits(2, "check", "-o", "json");
    expect(unfinished.json().state).toBe("pending");
    await project.engine.query("DELETE FROM hero WHERE name = 'Villain'");
    await project.run("upgrade");
    expect(await project.current()).toEqual(["power"]);
    expect(await filled()).toBe(250);
    await expect(project.engine.query("UPDATE hero SET power_level = NULL")).rejects.toThrow();
    await project.run("downgrade", "-1", "--allow", "dataLoss");
    expect(await columns()).toEqual(["id", "name"]);
  });

  it("37: a backfill tells in JSON lines how far it is", async () => {
    const done = await project.run("upgrade", "--verbose", "--log-format", "json");
    const rows = done.stderr
      .split("\n")
      .filter((line) => line.includes("batchDone"))
      .map((line) => JSON.parse(line));
    expect(rows.length).toBeGreaterThan(1);
  });

  it("37: a validation before stops the run before anything happens", async () => {
    const before = await project.engine.catalogue();
    project.revision(
      "strict",
      ["power"],
      `
message: Strict
upgrade:
  - assert: { query: SELECT count(*) FROM hero, expect: 0, message: there are no heroes }
  - addColumn: { table: hero, column: { name: strict, type: integer } }
`,
    );
    const failed = await project.exits(1, "upgrade");
    expect(failed.stderr).toMatch(/strict\.yaml:\d+:\d+.*there are no heroes/);
    expect(await project.engine.catalogue()).toEqual(before);
    project.remove("db/revisions/strict.yaml");
  });

  it("37: a table is renamed while its old name is in use, for reading and for writing", async () => {
    const before = await project.engine.catalogue();
    project.revision(
      "rename",
      ["power"],
      `\nmessage: Heroes are people\nupgrade:\n  - renameTable: { from: hero, to: person, keepOld: true }\n`,
    );
    await project.run("upgrade");
    expect(await project.current()).toEqual(["rename"]);
    await project.engine.query("INSERT INTO hero (id, name, power_level) VALUES (1001, 'Old name', 1)");
    await project.engine.query("INSERT INTO person (id, name, power_level) VALUES (1002, 'New name', 2)");
    for (const name of ["hero", "person"])
      expect(await project.engine.query(`SELECT name FROM ${name} WHERE id > 1000 ORDER BY id`)).toEqual([
        { name: "Old name" },
        { name: "New name" },
      ]);
    await project.engine.query("DELETE FROM hero WHERE id > 1000");
    expect((await project.run("status", "-o", "json")).json().pendingContract).toEqual(["rename/contract"]);
    await project.run("upgrade", "--contract");
    await expect(project.engine.query("SELECT count(*) FROM hero")).rejects.toThrow();
    await project.run("downgrade", "-1");
    expect(await project.engine.catalogue()).toEqual(before);
    await project.run("upgrade", "head", "--contract");
    expect(await project.engine.tables()).toEqual(["person"]);
  });

  it("37: a column is renamed while its old name is in use, for reading and for writing", async () => {
    const before = await project.engine.catalogue();
    project.revision(
      "keep",
      ["rename"],
      `\nmessage: Keep the old column\nupgrade:\n  - renameColumn: { table: person, from: name, to: title, keepOld: true }\n`,
    );
    await project.run("upgrade");
    await project.engine.query("INSERT INTO person (id, name, power_level) VALUES (1001, 'Old name', 1)");
    await project.engine.query("INSERT INTO person (id, title, power_level) VALUES (1002, 'New name', 2)");
    const both = await project.engine.query("SELECT name, title FROM person WHERE id > 1000 ORDER BY id");
    expect(both).toEqual(["Old name", "New name"].map((name) => ({ name, title: name })));
    await project.engine.query("DELETE FROM person WHERE id > 1000");
    await project.run("upgrade", "--contract");
    expect(await project.engine.columns("person")).not.toContain("name");
    await project.run("downgrade", "-1");
    expect(await project.engine.catalogue()).toEqual(before);
    project.remove("db/revisions/keep.yaml");
  });

  it("36: generate and apply in one command; an error is never no changes", async () => {
    await project.run("inspect", "--write", "db");
    project.schema("\ntables:\n  - { name: wishes, columns: [ { name: id, type: integer } ] }\n");
    const generated = (await project.run("revision", "--autogenerate", "--apply", "-m", "Wishes", "-o", "json")).json();
    // The table and its column.
    expect(generated).toMatchObject({ changes: 2, id: expect.any(String), path: expect.stringContaining(generated.id) });
    expect(await project.current()).toEqual([generated.id]);
    expect(await project.engine.tables()).toEqual(["person", "wishes"]);
    const text = await project.run("revision", "--autogenerate", "--apply", "-m", "Nothing");
    expect(text.stdout + text.stderr).toMatch(/no (changes|difference)/i);
    project.schema("\ntables:\n  - { name: wishes, columns: [ { name: id, tpye: integer } ] }\n");
    const broken = await project.exits(3, "revision", "--autogenerate", "--apply", "-m", "Broken");
    expect(broken.stdout + broken.stderr).not.toMatch(/no (changes|difference)/i);
    expect(broken.stderr).toContain("schema.yaml");
  });
});
