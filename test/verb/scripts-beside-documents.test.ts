import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { runPsql } from "../corpus/run-psql.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { sqliteDump } from "../server/sqlite-dump.ts";

/** Steps that say all there is to do; what they are about was there before any document. */
const portable = `
  - addColumn: { table: crew, column: { name: rank, type: integer } }
  - createIndex: { table: crew, name: crew_rank, columns: [rank] }
  - renameColumn: { table: crew, from: nick, to: alias }
  - dropIndex: { name: crew_shoe_size }
  - dropColumn: { table: crew, column: shoe }
  - renameTable: { from: boat, to: ship }
  - addColumn: { table: ship, column: { name: tons, type: integer } }
  - dropTable: { name: raft }
  - insertRows: { table: crew, rows: [ { id: 1, alias: ann, rank: 2 } ] }
  - updateRows: { table: crew, set: { rank: "3" }, where: rank = 2 }
`;

const script = async (project: FaultProject, ...words: readonly string[]) => {
  const { code, stdout, stderr } = await project.start(["upgrade", "--sql", ...words]).finished;
  expect(code, stderr).toBe(0);
  return stdout;
};

/** What is told of one step alone, in a script of a database that no document made. */
async function refusal(project: FaultProject, step: string): Promise<string> {
  project.revision("r1", [], `upgrade:\n  - ${step}`);
  const { code, stdout, stderr } = await project.start(["upgrade", "--sql", "base:head"]).finished;
  expect([code, stdout]).toEqual([3, ""]);
  return stderr;
}

describe("a script for SQLite about what no document made", () => {
  test("leaves what a run leaves", async () => {
    using upgraded = sqliteFile();
    using offline = sqliteFile();
    using project = new FaultProject(upgraded);
    project.revision("r1", [], `upgrade:${portable}`);
    const exec = (path: string, text: string) => {
      const database = new DatabaseSync(path, { defensive: false });
      database.exec(text);
      database.close();
    };
    for (const { path } of [upgraded, offline])
      exec(
        path,
        "CREATE TABLE crew (id integer PRIMARY KEY, nick text, shoe text, size integer); CREATE INDEX crew_shoe_size ON crew (shoe, size); CREATE TABLE boat (id integer PRIMARY KEY); CREATE TABLE raft (id integer)",
      );
    exec(offline.path, await script(project, "base:head"));
    await project.upgrade();
    expect(sqliteDump(offline.path)).toEqual(sqliteDump(upgraded.path));
  });

  test.each([
    ["alterColumn: { table: crew, column: rank, nullable: false }", "table-unknown"],
    ["renameIndex: { table: crew, from: a, to: b }", "index-unknown"],
    ["renameView: { from: a, to: b }", "view-unknown"],
    ["renameTable: { from: crew, to: team, keepOld: true }", "unknown-object"],
  ])("%s needs the whole table", async (step, code) => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    expect(await refusal(project, step)).toMatch(new RegExp(`r1[^ ]*:\\d+:\\d+.*${code}`));
  });
});

describePostgres("a script for PostgreSQL about what no document made", (server) => {
  const before = `
    CREATE TYPE mood AS ENUM ('low', 'high'); CREATE TYPE state AS ENUM ('old');
    CREATE TABLE "Port of Call" (id integer PRIMARY KEY);
    CREATE TABLE crew (id integer PRIMARY KEY, nick text, shoe text, size integer, "Home.Port" text DEFAULT 'x', level integer NOT NULL DEFAULT 7, boat integer,
      CONSTRAINT positive CHECK (size > 0), CONSTRAINT late CHECK (size < 99) NOT VALID, CONSTRAINT extra CHECK (true));
    CREATE INDEX crew_shoe_size ON crew (shoe, size); CREATE INDEX crew_nick ON crew (nick);
    CREATE TABLE boat (id integer PRIMARY KEY); CREATE TABLE raft (id integer);
    CREATE VIEW names AS SELECT nick FROM crew; CREATE SEQUENCE counter`;
  const steps = `${portable}
  - alterColumn: { table: crew, column: Home.Port, nullable: false, default: "'y'" }
  - alterColumn: { table: crew, column: level, nullable: true, default: none, comment: How far }
  - alterColumn: { table: crew, column: level, type: bigint, using: level * 2 }
  - addConstraint: { table: crew, foreignKey: { name: crew_boat, columns: [boat], references: { table: ship, columns: [id] } } }
  - renameConstraint: { table: crew, from: positive, to: is_positive }
  - validateConstraint: { table: crew, name: late }
  - dropConstraint: { table: crew, name: extra }
  - setComment: { "on": { kind: table, name: crew }, comment: "who's aboard" }
  - setComment: { "on": { kind: constraint, table: crew, name: is_positive }, comment: shoes }
  - renameIndex: { from: crew_nick, to: crew_alias }
  - renameView: { from: names, to: aliases }
  - renameSequence: { from: counter, to: tally }
  - addEnumValue: { enum: mood, value: middle, before: high }
  - addEnumValue: { enum: mood, value: top }
  - renameEnumValue: { enum: state, from: old, to: new }
  - renameEnum: { from: state, to: standing }
  - alterTable: { name: Port of Call, comment: harbours }
  - createView: { name: sizes, query: SELECT size FROM crew }
  - backfill: { table: crew, set: { size: "1" }, where: size IS NULL }
`;

  test("leaves what a run leaves", { timeout: 60_000 }, async () => {
    await using upgraded = await server.database();
    await using offline = await server.database();
    using project = new FaultProject(upgraded);
    project.revision("r1", [], `upgrade:${steps}`);
    for (const { url } of [upgraded, offline]) await runPsql(url, [before]);
    await runPsql(offline.url, [await script(project, "base:head")]);
    await project.upgrade();
    // What 18 calls a NOT NULL of a table that nobody knows, nobody renames along with it.
    const stateOf = async (url: string) =>
      (await dump(url)).filter((each) => !/ keelson/.test(each)).map((each) => each.replace(/ CONSTRAINT \w+_not_null/g, ""));
    expect(await stateOf(offline.url)).toEqual(await stateOf(upgraded.url));
  });

  test.each([
    ["alterColumn: { table: crew, column: id, identity: always }", "unknown-object"],
    ["alterIndex: { name: crew_nick, unique: true }", "unknown-object"],
    ["dropEnumValue: { enum: mood, value: low }", "unknown-object"],
    ["renameTable: { from: crew, to: team, keepOld: true }", "unknown-object"],
  ])("%s cannot be derived", async (step, code) => {
    await using database = await server.database();
    using project = new FaultProject(database);
    expect(await refusal(project, step)).toMatch(new RegExp(`r1[^ ]*:\\d+:\\d+.*${code}`));
  });

  test("a name that a document's own table does not have is found all the same", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r0", [], "upgrade:\n  - createTable: { name: crew, columns: [ { name: id, type: integer } ] }");
    project.revision("r1", ["r0"], "upgrade:\n  - renameColumn: { table: crew, from: ident, to: number }");
    const { code, stderr } = await project.start(["upgrade", "--sql", "base:head"]).finished;
    expect([code, stderr]).toEqual([3, expect.stringContaining("object-not-found")]);
  });
});
