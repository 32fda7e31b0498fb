import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject, told } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";

const collation = (level: number) =>
  `collations: [ { name: ci, sql: "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level${level}', deterministic = false)" } ]`;

describeFaults("what is given as its statement and is made anew", (server) => {
  const declared = (project: FaultProject, ...sections: readonly string[]) => {
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE } }\n  source: { directory: ./db }\n  mode: declarative\n",
    );
    const spec = sections.map((section) => `  ${section}\n`).join("");
    project.write("db/schema.yaml", `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n${spec}`);
  };

  test.for([
    ["column", "tables: [ { name: t, columns: [ { name: a, type: text, collation: ci, default: \"'x'\" } ] } ]"],
    ["domain", "domains: [ { name: d, type: text, collation: ci } ]"],
    ["composite type", "compositeTypes: [ { name: d, attributes: [ { name: a, type: text, collation: ci } ] } ]"],
  ] as const)("a collation that a %s keeps its values in is refused before anything runs", async ([what, user]) => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    declared(project, collation(2), user);
    await project.exits(0, ["apply"]);
    declared(project, collation(1), user);
    const refused = await project.exits(3, ["plan"]);
    expect(refused.stderr.match(/error\[still-used\]/g), told(refused)).toHaveLength(1);
    expect(refused.stderr).toMatch(new RegExp(`ci must be made anew, and ${what} \\S+ uses it`));
  });

  test("indexes, checks, defaults and views that name a collation are made again with it", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    const users = [
      `tables: [ { name: t, columns: [ { name: a, type: text }, { name: b, type: text, default: "lower('A' COLLATE ci)" } ], indexes: [ { name: i, keys: [ { column: b, collation: ci } ] } ], checks: [ { name: c, expression: "a = 'x' COLLATE ci" } ] } ]`,
      'views: [ { name: v, query: "SELECT a, b COLLATE ci AS b FROM t" } ]',
    ];
    declared(project, collation(2), ...users);
    await project.exits(0, ["apply"]);
    await ask(database.url, "INSERT INTO t VALUES ('X', 'b')");
    declared(project, collation(1), ...users);
    await project.exits(0, ["apply"]);
    await project.exits(0, ["check"]);
    expect(await ask(database.url, "SELECT count(*)::int FROM t WHERE b = 'b'")).toBe(1);
  });

  test("an operator learns later what it says once: in place from 17 on, before by being made anew with what uses it", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    const parts = (more: string) => [
      `functions: [ { signature: "same(integer,integer)", sql: "CREATE FUNCTION same(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2'" } ]`,
      `operators: [ { signature: "===(integer,integer)", sql: "CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = integer${more})" } ]`,
      'views: [ { name: v, query: "SELECT 1 === 1 AS same" } ]',
    ];
    declared(project, ...parts(""));
    await project.exits(0, ["apply"]);
    const view = await ask(database.url, "SELECT 'v'::regclass::oid::text");
    declared(project, ...parts(", COMMUTATOR = ===, HASHES"));
    await project.exits(0, ["apply"]);
    await project.exits(0, ["check"]);
    expect(await ask(database.url, "SELECT oprcom::regoperator || ' ' || oprcanhash FROM pg_operator WHERE oprname = '==='")).toBe(
      "===(integer,integer) true",
    );
    expect((await ask(database.url, "SELECT 'v'::regclass::oid::text")) === view).toBe(server.major >= 17);
  });
});
