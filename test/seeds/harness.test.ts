import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, engineNames, openEngine } from "./engine.ts";
import { SeedProject } from "./project.ts";

const createHero = `
message: Create hero
upgrade:
  - createTable: { name: hero, columns: [ { name: id, type: integer }, { name: name, type: text, nullable: false } ] }
`;
const addTeam = `
message: Heroes join teams
upgrade:
  - createTable: { name: team, columns: [ { name: id, type: integer, identity: byDefault } ], primaryKey: { columns: [id] } }
  - insertRows: { table: team, rows: [ { id: 1 } ] }
  - addColumn: { table: hero, column: { name: team_id, type: integer } }
`;
const forgetful = `
message: Its way down forgets a column
upgrade:
  - addColumn: { table: hero, column: { name: age, type: integer } }
  - addColumn: { table: hero, column: { name: power, type: integer } }
downgrade:
  - dropColumn: { table: hero, column: power }
`;

describe.each(engineNames)("25: revisions are tried out elsewhere on %s", (engine) => {
  let project: SeedProject;
  let scratch: Engine;
  let sentinel: readonly string[];
  beforeAll(async () => {
    [project, scratch] = await Promise.all([SeedProject.open(engine), openEngine(engine)]);
    await project.init();
    project.remove("db/schema.yaml");
    project.revision("hero", [], createHero);
    project.revision("team", ["hero"], addTeam);
    await project.engine.query("CREATE TABLE sentinel (name text)");
    await project.engine.query("INSERT INTO sentinel VALUES ('still here')");
    sentinel = await project.engine.catalogue();
  });
  afterAll(async () => {
    await scratch.close();
    await project[Symbol.asyncDispose]();
  });
  const isUntouched = async () => {
    expect(await project.engine.query("SELECT name FROM sentinel")).toEqual([{ name: "still here" }]);
    expect(await project.engine.catalogue()).toEqual(sentinel);
    expect(await project.engine.tables()).toEqual(["sentinel"]);
  };

  it("test walks up, down and up on a database of its own, and takes it away again", async () => {
    const tested = (await project.run("test", "-o", "json")).json();
    expect(tested).toMatchObject({ revisions: 2, failures: [] });
    await isUntouched();
  });

  it("test walks on the database of --dev-url, as often as one likes", async () => {
    await scratch.query("CREATE TABLE leftover (id integer)");
    for (const _time of ["once", "again"]) await project.run("test", "--dev-url", scratch.url);
    expect(await scratch.tables()).toEqual(["hero", "team"]);
    await isUntouched();
  });

  it("test never walks on the database of the project", async () => {
    await project.exits(3, "test", "--url", project.engine.url);
    const refused = await project.exits(3, "test", "--dev-url", project.engine.url);
    expect(refused.stderr).toContain("--dev-url");
    await isUntouched();
  });

  it("test names the revision whose way down does not lead back", async () => {
    project.revision("forgetful", ["team"], forgetful);
    const failed = await project.exits(1, "test");
    expect(failed.stdout + failed.stderr).toMatch(/forgetful.*age/);
    project.remove("db/revisions/forgetful.yaml");
    await isUntouched();
  });

  it("--url goes before environment and files: up, down, and the database of the project is as it was", async () => {
    await using other = await SeedProject.open(engine, "documents only");
    const elsewhere = (...words: string[]) => project.run(...words, "--url", other.engine.url);
    const empty = await other.engine.catalogue();
    await elsewhere("upgrade");
    expect(await other.engine.tables()).toEqual(["hero", "team"]);
    await elsewhere("check");
    await elsewhere("downgrade", "base", "--allow", "dataLoss");
    expect(await other.engine.catalogue()).toEqual(empty);
    await isUntouched();
  });
});
