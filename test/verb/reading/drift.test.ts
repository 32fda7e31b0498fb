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
  const drift = () => at.project.with(readDrift);

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
    const texts = (await drift()).map(({ kind, name, change, rows }) => `${kind} ${name} ${change}\n${shown(rows)}`);
    // Before 16 a server says whose column it is.
    expect(texts.join("\n\n").replaceAll("users.id", "id")).toMatchInlineSnapshot(`
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

  test.runIf(isPostgres).for(Object.entries(byHand))("%s is on one side and not on the other", async ([, { schema, hand }]) => {
    at.project.schema(schema);
    await at.go(applyRequest("head"));
    for (const statement of hand) await at.beside.run(statement);
    const found = await drift();
    expect(found.length).toBeGreaterThan(0);
    for (const { name, rows } of found) expect(rows.filter(({ isSame }) => !isSame).length, name).toBeGreaterThan(0);
    // Nothing but what the hand did, in few lines.
    expect(found.flatMap(({ rows }) => rows.filter(({ isSame }) => !isSame)).length).toBeLessThanOrEqual(8);
  });
});

/** What is declared, and what a hand does to it. */
const byHand: Readonly<Record<string, { readonly schema: string; readonly hand: readonly string[] }>> = {
  "a label of an enum": { schema: "enums: [ { name: mood, values: [ok, bad] } ]", hand: ["ALTER TYPE mood ADD VALUE 'good' BEFORE 'bad'"] },
  "a check of a domain": {
    schema: 'domains: [ { name: age, type: integer, checks: [ { name: age_check, expression: "VALUE > 0" } ] } ]',
    hand: ["ALTER DOMAIN age DROP CONSTRAINT age_check", "ALTER DOMAIN age ADD CONSTRAINT age_check CHECK (VALUE > 1)"],
  },
  "a sequence": { schema: "sequences: [ { name: numbers, increment: 2 } ]", hand: ["ALTER SEQUENCE numbers INCREMENT 3 CACHE 5"] },
  "the type, the default and the null of a column": {
    schema: "tables: [ { name: t, columns: [ { name: a, type: integer, default: '1', nullable: false } ] } ]",
    hand: ["ALTER TABLE t ALTER a TYPE bigint", "ALTER TABLE t ALTER a SET DEFAULT 2", "ALTER TABLE t ALTER a DROP NOT NULL"],
  },
  "an identity": {
    schema: "tables: [ { name: t, columns: [ { name: a, type: bigint, identity: always } ] } ]",
    hand: ["ALTER TABLE t ALTER a SET GENERATED BY DEFAULT SET INCREMENT 5"],
  },
  "a check that is not valid any more": {
    schema: 'tables: [ { name: t, columns: [ { name: a, type: integer } ], checks: [ { name: c, expression: "a > 0" } ] } ]',
    hand: ["ALTER TABLE t DROP CONSTRAINT c", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"],
  },
  "a key and what refers to it": {
    schema:
      "tables: [ { name: t, columns: [ { name: a, type: integer } ], primaryKey: { columns: [a] } }, { name: u, columns: [ { name: a, type: integer } ], foreignKeys: [ { columns: [a], references: { table: t, columns: [a] } } ] } ]",
    hand: [
      "ALTER TABLE u DROP CONSTRAINT u_a_fkey",
      "ALTER TABLE u ADD CONSTRAINT u_a_fkey FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE",
    ],
  },
  "an index": {
    schema: "tables: [ { name: t, columns: [ { name: a, type: integer } ], indexes: [ { name: i, columns: [a] } ] } ]",
    hand: ["DROP INDEX i", "CREATE UNIQUE INDEX i ON t (a DESC)"],
  },
  "row security and a policy": {
    schema:
      'tables: [ { name: t, rowSecurity: enabled, columns: [ { name: a, type: integer } ], policies: [ { name: p, using: "a > 0" } ] } ]',
    hand: ["ALTER POLICY p ON t USING (a > 1)", "ALTER TABLE t FORCE ROW LEVEL SECURITY"],
  },
  "a trigger that fires no more": {
    schema: `functions: [ { signature: "f()", sql: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'" } ], tables: [ { name: t, columns: [ { name: a, type: integer } ], triggers: [ { name: g, sql: "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()" } ] } ]`,
    hand: ["ALTER TABLE t DISABLE TRIGGER g"],
  },
  "options and where it lies": {
    schema: "tables: [ { name: t, columns: [ { name: a, type: text } ], options: { fillfactor: 70 } } ]",
    hand: ["ALTER TABLE t SET (fillfactor = 80)", "ALTER TABLE t SET UNLOGGED", "ALTER TABLE t ALTER a SET STORAGE external"],
  },
  "a partition": {
    schema:
      "tables: [ { name: t, columns: [ { name: a, type: integer } ], partitionBy: { method: list, columns: [a] } }, { name: t1, partitionOf: { table: t, bounds: IN (1) } } ]",
    hand: ["ALTER TABLE t DETACH PARTITION t1", "ALTER TABLE t ATTACH PARTITION t1 FOR VALUES IN (1, 2)"],
  },
  comments: {
    schema: "tables: [ { name: t, comment: one, columns: [ { name: a, type: integer, comment: two } ] } ]",
    hand: ["COMMENT ON TABLE t IS NULL", "COMMENT ON COLUMN t.a IS 'three'"],
  },
  "grants of columns and routines": {
    schema: `tables: [ { name: t, grants: [ { to: public, privileges: [select], columns: [a] } ], columns: [ { name: a, type: integer } ] } ], functions: [ { signature: "f()", grants: [], sql: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" } ]`,
    hand: ["REVOKE SELECT (a) ON t FROM PUBLIC", "GRANT EXECUTE ON FUNCTION f() TO PUBLIC"],
  },
  "a statement of its own": {
    schema: `tables: [ { name: t, columns: [ { name: a, type: integer }, { name: b, type: integer } ] } ], statistics: [ { name: s, sql: "CREATE STATISTICS s (ndistinct) ON a, b FROM t" } ]`,
    hand: ["DROP STATISTICS s", "CREATE STATISTICS s (dependencies) ON a, b FROM t"],
  },
};
