import { describe, expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { postgres } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";

const made = `upgrade:
  - createTable: { name: t, columns: [ { name: id, type: integer, nullable: false }, { name: b, type: text, nullable: false } ], primaryKey: { columns: [id] } }`;
const rows = "\n  - insertRows: { table: t, rows: [ { id: 1, b: x } ] }";
const dropped = "upgrade:\n  - dropColumn: { table: t, column: b }";
const added = "upgrade:\n  - addColumn: { table: t, column: { name: c, type: text, nullable: false } }";
const refused = /column-needs-value/;
const remedy = /Give it a default, or add it nullable, backfill it and set nullable: false after that/;

const databases = { sqlite: async () => sqliteFile(), postgresql: () => postgres.database() };

describe.each(Object.entries(databases))("a column that must have a value and has none for the rows that are there, %s", (_, open) => {
  test("is refused before anything runs, with its line", { timeout: 60_000 }, async () => {
    await using database = await open();
    using project = new FaultProject(database);
    project.revision("r1", [], made + rows);
    await project.upgrade();
    project.revision("r2", ["r1"], `${added}\n  - createTable: { name: u, columns: [ { name: id, type: integer } ] }`);
    for (const verb of ["plan", "upgrade"]) {
      const { stdout, stderr } = await project.exits(3, [verb]);
      expect(stdout + stderr).toMatch(refused);
      expect(stdout + stderr).toMatch(remedy);
      expect(stdout + stderr).toMatch(/r2\.yaml:8/);
    }
  });

  test("so is the way back of one that went, and what stands there stays", { timeout: 60_000 }, async () => {
    await using database = await open();
    using project = new FaultProject(database);
    project.revision("r1", [], made + rows);
    project.revision("r2", ["r1"], dropped);
    await project.exits(0, ["upgrade", "--allow", "dataLoss"]);
    const { stdout, stderr } = await project.exits(3, ["downgrade", "r1"]);
    expect(stdout + stderr).toMatch(refused);
    expect(stdout + stderr).toMatch(/r2\.yaml:8/);
    await project.exits(0, ["check"]);
  });

  test("comes and comes back while there are no rows", { timeout: 60_000 }, async () => {
    await using database = await open();
    using project = new FaultProject(database);
    project.revision("r1", [], made);
    project.revision("r2", ["r1"], dropped);
    project.revision("r3", ["r2"], added);
    await project.upgrade();
    await project.exits(0, ["downgrade", "base"]);
  });
});
