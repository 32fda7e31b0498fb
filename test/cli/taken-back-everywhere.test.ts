import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

/** Policies are compared where they are said. */
const schema = `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: shop }
spec:
  enums: [ { name: mood, values: [ glad, sad ] } ]
  tables: [ { name: people, columns: [ { name: a, type: integer }, { name: b, type: text } ], policies: [] } ]
`;

/** What a hand may add, a kind each. */
const extras = [
  "ALTER TABLE people ADD COLUMN c text, ADD CONSTRAINT positive CHECK (a > 0)",
  "CREATE INDEX people_b ON people (b)",
  "CREATE RULE quiet AS ON DELETE TO people DO INSTEAD NOTHING",
  "ALTER TYPE mood ADD VALUE 'so so' AFTER 'glad'",
  "CREATE POLICY own ON people",
  "CREATE VIEW named AS SELECT b FROM people",
  'CREATE RULE "quiet, too" AS ON DELETE TO named DO INSTEAD NOTHING',
  "CREATE SEQUENCE numbers",
  "CREATE DOMAIN short AS varchar(9)",
  "CREATE TYPE pair AS (a integer, b text)",
  "CREATE TYPE span AS RANGE (SUBTYPE = date)",
  "CREATE FUNCTION one(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
  "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch()",
  "CREATE PROCEDURE nothing() LANGUAGE sql AS ''",
  "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')",
  "CREATE STATISTICS together ON a, b FROM people",
  'CREATE COLLATION plainly FROM "C"',
  "CREATE CAST (mood AS integer) WITH FUNCTION one(mood)",
  "CREATE CONVERSION narrow FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
  "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple)",
  "CREATE TEXT SEARCH CONFIGURATION talk (COPY = simple)",
  "CREATE FUNCTION alike(people, people) RETURNS boolean LANGUAGE sql AS 'SELECT $1.a = $2.a'",
  "CREATE OPERATOR === (LEFTARG = people, RIGHTARG = people, FUNCTION = alike)",
  "CREATE OPERATOR FAMILY kin USING btree",
  "CREATE OPERATOR CLASS abs FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer)",
  "CREATE LANGUAGE pl HANDLER plpgsql_call_handler",
  "CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler",
  "CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
  "CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION noted()",
  "ALTER EVENT TRIGGER watched DISABLE",
  "CREATE FOREIGN DATA WRAPPER far",
  "CREATE SERVER farther FOREIGN DATA WRAPPER far",
  "CREATE PUBLICATION news",
  "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
];

describePostgres("a revision from a live database that a hand added to", (server) => {
  test("drops it where it is there, and runs up and down on a database that never had it", { timeout: 120_000 }, async () => {
    await using touched = await server.database();
    await using other = await server.database();
    using project = await CorpusProject.open(touched.url, ["prune: true"]);
    project.write("db/schema.yaml", schema);
    await project.exits(0, touched.url, "revision", "--autogenerate", "-m", "base");
    for (const { url } of [touched, other]) await project.exits(0, url, "upgrade");
    for (const sql of extras) await askRows(touched.url, sql);
    await askRows(touched.url, `ALTER DATABASE ${touched.name} SET work_mem = '5MB'`);
    await project.exits(0, touched.url, "revision", "--autogenerate", "--from", "live", "-m", "back");
    await project.exits(0, touched.url, "validate");
    for (const { url } of [other, touched]) {
      await project.exits(0, url, "upgrade", "--allow", "dataLoss");
      await project.exits(0, url, "check");
    }
    const dump = async (url: string) => (await project.exits(0, url, "inspect", "--format", "sql")).stdout;
    expect(await dump(touched.url)).toBe(await dump(other.url));
    for (const { url } of [other, touched]) await project.exits(0, url, "downgrade", "-1", "--allow", "dataLoss");
    expect(await dump(other.url)).not.toContain("quiet");
    expect(await dump(touched.url)).toContain("quiet");
  });

  test("takes back what it did to what no Schema says too", { timeout: 120_000 }, async () => {
    await using touched = await server.database();
    await using other = await server.database();
    using project = await CorpusProject.open(touched.url);
    project.write("db/schema.yaml", schema.replace(", policies: []", ""));
    await project.exits(0, touched.url, "revision", "--autogenerate", "-m", "base");
    for (const { url } of [touched, other]) await project.exits(0, url, "upgrade");
    for (const sql of [
      "COMMENT ON TABLE people IS 'all of them'",
      "COMMENT ON COLUMN people.a IS 'a number'",
      "COMMENT ON TYPE mood IS 'how they are'",
      "ALTER TABLE people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
      "ALTER TABLE people SET (fillfactor = 50)",
      "CREATE POLICY own ON people",
    ])
      await askRows(touched.url, sql);
    const before = (await project.exits(6, touched.url, "check")).stdout;
    expect(before).toContain("row security");
    await project.exits(0, touched.url, "revision", "--autogenerate", "--from", "live", "-m", "back");
    for (const { url } of [other, touched]) await project.exits(0, url, "upgrade", "--allow", "dataLoss");
    for (const { url } of [other, touched]) await project.exits(0, url, "check");
  });

  test("leads to what the Schema says of what a hand made, and of what it took away", { timeout: 120_000 }, async () => {
    await using touched = await server.database();
    await using other = await server.database();
    using project = await CorpusProject.open(touched.url);
    project.write("db/schema.yaml", schema);
    await project.exits(0, touched.url, "revision", "--autogenerate", "-m", "base");
    for (const { url } of [touched, other]) await project.exits(0, url, "upgrade");
    await askRows(
      touched.url,
      `ALTER TABLE people ADD COLUMN c text, DROP COLUMN b;
       CREATE INDEX people_a ON people (a);
       CREATE TABLE pets (id integer PRIMARY KEY, called text, age text);
       CREATE VIEW numbers AS SELECT a FROM people`,
    );
    project.write(
      "db/schema.yaml",
      schema.replace(
        /tables: .*/,
        `tables:
    - name: people
      columns: [ { name: a, type: integer }, { name: b, type: varchar(9), nullable: false, default: "''" }, { name: c, type: mood } ]
      indexes: [ { name: people_a, columns: [a], unique: true } ]
      policies: []
    - name: pets
      columns: [ { name: id, type: integer }, { name: called, type: varchar(9) }, { name: owner, type: integer } ]
      primaryKey: { columns: [id] }
      foreignKeys: [ { columns: [owner], references: { table: kinds, columns: [id] } } ]
    - { name: kinds, columns: [ { name: id, type: integer } ], primaryKey: { columns: [id] } }
  views: [ { name: numbers, query: "SELECT a AS number FROM people" } ]`,
      ),
    );
    await project.exits(0, touched.url, "revision", "--autogenerate", "--from", "live", "-m", "otherwise");
    await project.exits(0, touched.url, "validate");
    for (const round of ["up", "again"]) {
      for (const { url } of [other, touched]) await project.exits(0, url, "upgrade", "--allow", "dataLoss");
      for (const { url } of [other, touched]) await project.exits(0, url, "check");
      if (round === "up") for (const { url } of [other, touched]) await project.exits(0, url, "downgrade", "-1", "--allow", "dataLoss");
    }
  });

  test("says what it made just as the Schema has it, and makes anew what it took away with parts that no Schema names", {
    timeout: 120_000,
  }, async () => {
    await using touched = await server.database();
    await using other = await server.database();
    using project = await CorpusProject.open(touched.url);
    const notes = (more: string) => `    - { name: notes, columns: [ { name: id, type: integer } ]${more} }\n`;
    const people = (more: string) =>
      schema.replace("{ name: b, type: text }", `{ name: b, type: ${more} }`).replace(/tables: \[ (.*) \]\n/, "tables:\n    - $1\n");
    project.write("db/schema.yaml", people("text") + notes(", policies: [ { name: own } ], rowSecurity: enabled"));
    await project.exits(0, touched.url, "revision", "--autogenerate", "-m", "base");
    for (const { url } of [touched, other]) await project.exits(0, url, "upgrade");
    await askRows(
      touched.url,
      `ALTER TABLE people ADD COLUMN c integer, ALTER COLUMN b TYPE varchar(9); CREATE INDEX people_c ON people (c);
       CREATE TABLE pets (id integer PRIMARY KEY, called text); DROP TABLE notes`,
    );
    const said = people("varchar(9) }, { name: c, type: integer").replace(
      "policies: []",
      "policies: [], indexes: [ { name: people_c, columns: [c] } ]",
    );
    const pets =
      "    - { name: pets, columns: [ { name: id, type: integer }, { name: called, type: text } ], primaryKey: { columns: [id] } }\n";
    project.write("db/schema.yaml", said + notes("") + pets);
    await project.exits(0, touched.url, "repair", "--yes");
    await project.exits(0, touched.url, "revision", "--autogenerate", "--from", "live", "-m", "found");
    for (const round of ["up", "again"]) {
      for (const { url } of [other, touched]) await project.exits(0, url, "upgrade", "--allow", "dataLoss");
      for (const { url } of [other, touched]) await project.exits(0, url, "check");
      if (round === "up") for (const { url } of [other, touched]) await project.exits(0, url, "downgrade", "-1", "--allow", "dataLoss");
    }
    const { stdout } = await project.exits(0, touched.url, "revision", "--autogenerate", "--from", "live", "-m", "none");
    expect(stdout).toContain("No changes: the live database is as the declared schema.");
  });
});
