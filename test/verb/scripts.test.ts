import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { runPsql } from "../corpus/run-psql.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";
import { postgresRows } from "../server/postgres-rows.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { sqliteDump, sqliteRows } from "../server/sqlite-dump.ts";

const touch =
  'sql: { text: "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS \'BEGIN INSERT INTO log VALUES (NEW.name); RETURN NEW; END\'; CREATE TRIGGER noted AFTER INSERT ON team FOR EACH ROW EXECUTE FUNCTION noted()", dialects: { sqlite: { text: "CREATE TRIGGER noted AFTER INSERT ON team BEGIN INSERT INTO log VALUES (NEW.name); END" } } }';

/** Tables that refer to each other, a view, a trigger, rows: then all of them are met by what a rebuild would be on SQLite. */
function write(project: FaultProject): void {
  project.revision(
    "r1",
    [],
    `
upgrade:
  - createTable: { name: team, columns: [ { name: id, type: integer, identity: always }, { name: name, type: text } ], primaryKey: { columns: [id] } }
  - createTable: { name: log, columns: [ { name: what, type: text } ] }
  - createTable:
      name: member
      columns: [ { name: id, type: integer, nullable: false }, { name: team, type: integer }, { name: nick, type: text, nullable: false } ]
      primaryKey: { columns: [id] }
      foreignKeys: [ { name: member_team, columns: [team], references: { table: team, columns: [id] }, onDelete: cascade } ]
  - createView: { name: names, query: SELECT name FROM team }
  - ${touch}
    downgrade: []
  - insertRows: { table: team, rows: [ { id: 7, name: Core }, { id: 9, name: "It's -- fine" } ] }
  - insertRows: { table: member, rows: [ { id: 1, team: 7, nick: ann } ], onConflict: nothing }
`,
  );
  project.revision(
    "r2",
    ["r1"],
    `
upgrade:
  - assert: { query: SELECT count(*) FROM team, expect: 2, message: both are there }
  - alterColumn: { table: team, column: name, nullable: false }
  - renameColumn: { table: member, from: nick, to: alias, keepOld: true }
  - addColumn: { table: team, column: { name: size, type: integer } }
  - backfill: { table: team, set: { size: "1" } }
  - upsertRows: { table: team, key: [id], rows: [ { id: 9, name: Edge }, { id: 11, name: New } ] }
  - createIndex: { table: team, name: team_name, columns: [name] }
`,
  );
}

const script = async (project: FaultProject, ...words: readonly string[]) => {
  const { code, stdout, stderr } = await project.start(["upgrade", "--sql", ...words]).finished;
  expect(code, stderr).toBe(0);
  return stdout;
};

describe("a script piped into SQLite", () => {
  const pipe = (path: string, text: string): void => {
    const database = new DatabaseSync(path, { defensive: false });
    try {
      database.exec(text);
    } finally {
      database.close();
    }
  };
  const stateOf = (path: string) => ({ catalogue: sqliteDump(path), rows: sqliteRows(path) });

  test("leaves what a run leaves", { timeout: 60_000 }, async () => {
    using upgraded = sqliteFile();
    using offline = sqliteFile();
    using beside = sqliteFile();
    using project = new FaultProject(upgraded);
    write(project);
    pipe(offline.path, await script(project, "base:head"));
    await project.exits(0, ["upgrade", "r1"]);
    copyFileSync(upgraded.path, beside.path);
    pipe(beside.path, await script(project));
    await project.upgrade();
    expect(stateOf(offline.path)).toEqual(stateOf(upgraded.path));
    expect(stateOf(beside.path)).toEqual(stateOf(upgraded.path));
    const look = new DatabaseSync(offline.path);
    expect([look.prepare("PRAGMA integrity_check").get(), look.prepare("PRAGMA foreign_key_check").all()]).toEqual([
      expect.objectContaining({ integrity_check: "ok" }),
      [],
    ]);
    look.close();
  });

  test("stops where a run would, at an assertion", async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    write(project);
    const text = await script(project, "base:head");
    expect(() => pipe(file.path, text.replace("'Core'", "'Core'), (8, 'Third'"))).toThrow(/CHECK constraint failed: holds/);
  });
});

describePostgres("a script piped into psql", (server) => {
  test("leaves what a run leaves", { timeout: 60_000 }, async () => {
    await using upgraded = await server.database();
    await using offline = await server.database();
    using project = new FaultProject(upgraded);
    write(project);
    await runPsql(offline.url, [await script(project, "base:head")]);
    await project.upgrade();
    const helpers = /FUNCTION|TRIGGER/;
    const stateOf = async (url: string) => ({
      catalogue: (await dump(url)).filter((each) => !helpers.test(each) || /noted/.test(each)),
      rows: await postgresRows(url),
    });
    expect(await stateOf(offline.url)).toEqual(await stateOf(upgraded.url));
  });

  test("an index that only plain SQL has made goes by its name", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - sql: { text: "CREATE TABLE t (a int); CREATE INDEX ix ON t (a)" }\n    downgrade: []`);
    project.revision("r2", ["r1"], "upgrade:\n  - dropIndex: { name: ix }");
    await runPsql(database.url, [await script(project, "base:head")]);
    expect((await dump(database.url)).filter((each) => / INDEX /.test(each))).toEqual([]);
  });
});
