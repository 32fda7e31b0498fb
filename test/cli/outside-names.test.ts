import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject, told } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";

const head = "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n";
const columns = "columns: [ { name: id, type: integer } ]";

/** What a document names that nobody declares, and as what it is told. */
const cases: readonly (readonly [what: string, spec: string])[] = [
  ["foreign server far", `tables: [ { name: f, foreign: { server: far }, ${columns} } ]`],
  ["foreign-data wrapper nobodys", "foreignServers: [ { name: far, wrapper: nobodys } ]"],
  ["language plv8", 'functions: [ { signature: "f()", sql: "CREATE FUNCTION f() RETURNS integer LANGUAGE plv8 AS $$ return 1 $$" } ]'],
  ["type public.citext", "tables: [ { name: f, columns: [ { name: id, type: citext } ] } ]"],
  ["type public.datetime", 'tables: [ { name: f, columns: [ { name: id, type: "DATETIME(6)" } ] } ]'],
];

const configure = (project: FaultProject, schemas: string, mode = "declarative") =>
  project.write(
    "keelson.yaml",
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE } }\n  source: { directory: ./db }\n  mode: ${mode}\n  schemas: ${schemas}\n`,
  );

describeFaults("what a document names and nobody declares", (server) => {
  test.for(cases)("%s is told by validate at its place and by plan, and stops a run before anything", async ([what, spec]) => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    configure(project, "[ public ]");
    // An extension is no excuse where it is known what it brings.
    project.write("db/schema.yaml", `${head}  extensions: [ { name: btree_gist } ]\n  ${spec}\n`);
    const validated = await project.exits(0, ["validate"]);
    expect(validated.stdout + validated.stderr, told(validated)).toMatch(
      new RegExp(`schema.yaml:6:\\d+: warning\\[undeclared-name\\]: the ${what} `),
    );
    if (what.includes("datetime")) expect(validated.stdout + validated.stderr).toContain("Did you mean timestamp?");
    expect((await project.exits(0, ["plan"])).stderr).toContain(`cannot find the ${what}`);
    const failed = await project.exits(1, ["apply"]);
    expect(failed.stderr.match(/error\[/g), told(failed)).toHaveLength(1);
    expect(failed.stderr).toContain(`cannot find the ${what}`);
    expect(await ask(database.url, "SELECT count(*)::int FROM pg_extension WHERE extname = 'btree_gist'")).toBe(0);
  });

  test("an extension that the server does not have is told before anything runs", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    project.revision(
      "r1",
      [],
      "upgrade:\n  - createTable: { name: t, columns: [ { name: id, type: integer } ] }\n  - createExtension: { name: nosuch }",
    );
    const failed = await project.exits(1, ["upgrade"]);
    expect(failed.stderr).toContain("cannot find the extension nosuch");
    expect(await ask(database.url, "SELECT to_regclass('t') IS NULL")).toBe(true);
  });

  test("what the plan makes, or an extension that it makes may bring, is not missing", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    configure(project, "[ public, old, new ]", "versioned");
    project.revision(
      "r1",
      [],
      `upgrade:
  - createExtension: { name: citext }
  - createExtension: { name: file_fdw }
  - createForeignServer: { name: here, wrapper: file_fdw }
  - createTable: { name: f, foreign: { server: here, options: { filename: /dev/null } }, columns: [ { name: id, type: citext } ] }
  - createTable: { name: row, columns: [ { name: f, type: f } ] }
  - createSchema: { name: old }
  - createEnum: { name: old.mood, values: [ ok ] }
  - renameSchema: { from: old, to: new }
  - addColumn: { table: row, column: { name: mood, type: new.mood } }`,
    );
    await project.upgrade();
  });

  test("a bare name is that of a type where the declared extension has it", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    configure(project, "[ public, ext ]");
    project.write(
      "db/schema.yaml",
      `${head}  schemas: [ { name: ext } ]\n  extensions: [ { name: citext, schema: ext } ]\n  tables: [ { name: f, columns: [ { name: id, type: citext } ] } ]\n`,
    );
    await project.exits(0, ["apply"]);
    await project.exits(0, ["check"]);
  });
});
