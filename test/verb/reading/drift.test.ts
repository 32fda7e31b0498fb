import { expect, test } from "vitest";
import { applyRequest, upgradeRequest } from "../../../src/reconcile/request.ts";
import type { SideBySideRow } from "../../../src/report/side-by-side.ts";
import { readDrift } from "../../../src/verb/reading/read-drift.ts";
import { describeProjects } from "../../reconcile/at-hand.ts";

const shop = `upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text }, { name: age, type: integer } ], primaryKey: { columns: [id] } } }, { createTable: { name: teams, columns: [ { name: id, type: integer }, { name: name, type: text } ] } } ]`;

/** `=` on both sides, `-` as it was left, `+` as it is, `⋮` left out. */
const shown = (rows: readonly SideBySideRow[]): string =>
  rows
    .flatMap(({ expected, live, isSame }) => {
      if (isSame) return [expected === null ? "⋮" : `= ${expected}`];
      return [...(expected === null ? [] : [`- ${expected}`]), ...(live === null ? [] : [`+ ${live}`])];
    })
    .join("\n");

describeProjects((at, engine) => {
  const isPostgres = engine.dialect.name === "postgresql";
  const drift = () => at.project.with(readDrift, { access: "read" });

  test("nobody's hand is nothing", async () => {
    at.project.revision("a", null, shop);
    await at.go(upgradeRequest("head"));
    expect(await drift()).toEqual([]);
  });

  test("a column added and one taken away stand in their table, once", async () => {
    at.project.revision("a", null, shop);
    await at.go(upgradeRequest("head"));
    await at.beside.run("ALTER TABLE users ADD COLUMN oops text");
    await at.beside.run("ALTER TABLE users DROP COLUMN email");
    const [found, ...more] = await drift();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: "table", name: `${engine.home}.users`, change: "changed" });
    expect(found?.objects).toEqual([
      { kind: "column", name: `${engine.home}.users.email`, change: "missing" },
      { kind: "column", name: `${engine.home}.users.oops`, change: "extra" },
    ]);
    expect(shown(found?.rows ?? [])).toMatchInlineSnapshot(`
      "= tables:
      =   - name: users
      =     columns:
      =       - name: id
      =         type: integer
      -       - name: email
      -         type: text
      =       - name: age
      =         type: integer
      +       - name: oops
      +         type: text
      =     primaryKey:
      =       columns:
      =         - id"
    `);
  });

  test("a table that is gone has nothing beside it", async () => {
    at.project.revision("a", null, shop);
    await at.go(upgradeRequest("head"));
    await at.beside.run("DROP TABLE teams");
    const [found] = await drift();
    expect(found).toMatchObject({ kind: "table", name: `${engine.home}.teams`, change: "missing" });
    expect(shown(found?.rows ?? [])).toMatchInlineSnapshot(`
      "- tables:
      -   - name: teams
      -     columns:
      -       - name: id
      -         type: integer
      -       - name: name
      -         type: text"
    `);
  });

  test("of a wide table what differs is shown with what is around it", async () => {
    const columns = Array.from({ length: 60 }, (_, at) => `{ name: c${at}, type: integer }`);
    at.project.revision("a", null, `upgrade: [ { createTable: { name: wide, columns: [ ${columns.join(", ")} ] } } ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("ALTER TABLE wide RENAME COLUMN c40 TO c40x");
    const [found] = await drift();
    expect(shown(found?.rows ?? [])).toMatchInlineSnapshot(`
      "= tables:
      =   - name: wide
      =     columns:
      ⋮
      =         type: integer
      =       - name: c39
      =         type: integer
      -       - name: c40
      +       - name: c40x
      =         type: integer
      =       - name: c41
      =         type: integer
      ⋮"
    `);
  });

  test.runIf(isPostgres)("a body, a grant, a comment, a schema and a version read as a person would write them", async () => {
    at.project.database = "schemas: [public, far]";
    const body = (word: string) => `begin\n  raise notice '${word}';\nend`;
    const hello = (word: string) => `CREATE OR REPLACE FUNCTION hello() RETURNS void LANGUAGE plpgsql AS $$${body(word)}$$`;
    at.project.schema(
      `schemas: [ { name: far } ], extensions: [ { name: citext, version: "1.5" } ], tables: [ { name: users, columns: [ { name: id, type: integer } ], grants: [ { to: public, privileges: [select] } ] } ], functions: [ { signature: "hello()", sql: ${JSON.stringify(hello("hello"))} } ], views: [ { name: ids, query: "SELECT id FROM users" } ]`,
    );
    await at.go(applyRequest("head"));
    await at.beside.run(hello("bye"));
    await at.beside.run("DROP SCHEMA far");
    await at.beside.run("REVOKE SELECT ON users FROM PUBLIC");
    await at.beside.run("GRANT INSERT ON users TO PUBLIC");
    await at.beside.run("COMMENT ON TABLE users IS 'by hand'");
    await at.beside.run("CREATE OR REPLACE VIEW ids AS SELECT id, 1 AS one FROM users");
    await at.beside.run("ALTER EXTENSION citext UPDATE TO '1.6'");
    const found = await drift();
    expect(found.map(({ kind, name, change, rows }) => `${kind} ${name} ${change}\n${shown(rows)}`).join("\n\n")).toMatchInlineSnapshot(`
      "schema far missing
      - schemas:
      -   - name: far

      extension citext changed
      = extensions:
      =   - name: citext
      -     version: "1.5"
      +     version: "1.6"

      function public.hello() changed
      = functions:
      =   - signature: hello()
      =     sql: |-
      =       CREATE FUNCTION hello()
      =        RETURNS void
      =        LANGUAGE plpgsql
      =       AS $function$begin
      -         raise notice 'hello';
      +         raise notice 'bye';
      =       end$function$

      table public.users changed
      = tables:
      =   - name: users
      +     comment: by hand
      =     grants:
      =       - to: public
      =         privileges:
      -           - select
      +           - insert
      =     columns:
      =       - name: id
      =         type: integer

      view public.ids changed
      = views:
      =   - name: ids
      =     query: |-
      -       SELECT id
      +       SELECT id,
      +           1 AS one
      =          FROM public.users"
    `);
  });
});
