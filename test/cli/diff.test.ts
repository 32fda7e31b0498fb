import { describe, expect, test } from "vitest";
import { askRows } from "../server/ask.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { describePostgres } from "../server/postgres.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { eachSqliteProject } from "./sqlite-project.ts";

const hero = (columns: string): string =>
  `upgrade:\n  - createTable: { name: hero, columns: [ { name: id, type: integer }${columns} ], primaryKey: { columns: [id] } }`;
const schema = (columns: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  tables:\n    - { name: hero, columns: [ { name: id, type: integer }${columns} ], primaryKey: { columns: [id] } }\n`;

/** Lines of a comparison. */
const lines = async (project: FaultProject, ...words: string[]): Promise<string[]> =>
  (await project.exits(0, ["diff", ...words])).stdout.trim().split("\n");

/** A database of the project, and another one with a column more. */
async function compare(project: FaultProject, other: string): Promise<void> {
  project.revision("r1", [], hero(""));
  project.revision("r2", ["r1"], "upgrade:\n  - addColumn: { table: hero, column: { name: name, type: text, default: \"'x'\" } }");
  await project.exits(0, ["upgrade", "r1"]);
  await project.upgrade(other);
  const added = [expect.stringContaining("create column")];
  expect(await lines(project, "--to", other)).toEqual(added);
  expect(await lines(project, "--from", other, "--to", "head")).toEqual([expect.stringContaining("are the same")]);
  expect(await lines(project, "--from", project.url, "--to", other)).toEqual(added);
  project.write("elsewhere/schema.yaml", schema(", { name: name, type: text, default: \"( 'x' )\" }"));
  expect(await lines(project, "--from", other, "--to", "elsewhere")).toEqual([expect.stringContaining("are the same")]);
  expect(await lines(project, "--from", "./elsewhere", "--to", "live")).toEqual([expect.stringContaining("drop column")]);
  project.write(
    "revisions-only/r1.yaml",
    `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: z1 }\nspec:\n  revises: []\n${hero(", { name: extra, type: text }").replace(/^/gm, "  ")}\n`,
  );
  expect((await project.exits(2, ["diff", "--to", "./revisions-only", "--exit-code", "-o", "json"])).json().changes).toMatchObject([
    { kind: "column", action: "create" },
  ]);
}

describe("on SQLite", () => {
  const here = eachSqliteProject();

  test("another database and other documents are sides of a comparison", async () => {
    using other = sqliteFile();
    await compare(here.project, other.url);
  });

  test("what is not there, and what is of another engine, is one diagnostic", async () => {
    here.project.revision("r1", [], hero(""));
    expect((await here.project.exits(3, ["diff", "--to", "./nowhere"])).stderr).toContain("error[source-not-found]");
    expect((await here.project.exits(3, ["diff", "--to", "postgresql://ada:secret@localhost/x"])).stderr).toMatch(
      /error\[other-dialect\](?!.*secret)/s,
    );
    here.project.write("empty/readme.txt", "");
    expect((await here.project.exits(3, ["diff", "--to", "empty"])).stderr).toContain("error[source-empty]");
    here.project.write(
      "opaque/r1.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: z1 }\nspec:\n  revises: []\n  upgrade:\n    - sql: { text: CREATE TABLE t (id int) }\n      downgrade: []\n",
    );
    expect((await here.project.exits(3, ["diff", "--to", "opaque"])).stderr).toContain("error[beyond-horizon]");
  });
});

describePostgres("on PostgreSQL", (server) => {
  test("another database and other documents are sides of a comparison", async () => {
    await using own = await server.database();
    await using other = await server.database();
    using project = new FaultProject({ url: own.url });
    await compare(project, other.url);
    expect((await project.exits(0, ["diff", "--from", other.url, "--to", other.url])).stdout).not.toContain("://");
  });

  test("what a server prints otherwise when it reads it again is no difference between two databases", async () => {
    await using own = await server.database();
    await askRows(own.url, "CREATE TABLE t (a integer CHECK (a BETWEEN 1 AND 9 AND a <> 5))");
    await using other = await server.database();
    await askRows(other.url, "CREATE TABLE t (a integer CHECK (a >= 1 AND a <= 9 AND a <> 5))");
    using project = new FaultProject({ url: own.url });
    for (const [from, to] of [
      [own.url, other.url],
      [other.url, own.url],
      ["live", other.url],
    ] as const)
      expect(await lines(project, "--from", from, "--to", to)).toEqual([expect.stringContaining("are the same")]);
  });
});
