import { beforeAll, expect, test } from "vitest";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { diff } from "../../../src/diff/diff.ts";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { labelProvider } from "../../server/label-provider.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { withoutSubscriptions } from "../../server/without-subscriptions.ts";
import { desired, difference, lines, settings, throughDocuments } from "./documents.ts";
import { hazardsOf, Workbench } from "./workbench.ts";

const objects = `
  CREATE SCHEMA util;
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
  CREATE TYPE pair AS (a int, b text);
  CREATE TYPE span AS RANGE (subtype = float8);
  CREATE DOMAIN email AS text;
  CREATE SEQUENCE numbers;
  CREATE TABLE util.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, "Odd name" email, state mood);
  CREATE TABLE events (at date) PARTITION BY RANGE (at);
  CREATE VIEW people AS SELECT id, name FROM util.users;
  CREATE VIEW names AS SELECT name FROM people;
  CREATE MATERIALIZED VIEW kept AS SELECT id FROM util.users;
  CREATE FUNCTION twice(n int, "of" numeric) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
  CREATE PROCEDURE work() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
  CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE EVENT TRIGGER noting ON ddl_command_end EXECUTE FUNCTION noted();
  CREATE PUBLICATION changes FOR TABLE util.users;
  CREATE SUBSCRIPTION copies CONNECTION 'dbname=nowhere' PUBLICATION changes WITH (connect = false, slot_name = NONE)`;

const named = [
  "SCHEMA util",
  "TYPE mood",
  "TYPE pair",
  "TYPE span",
  "DOMAIN email",
  "SEQUENCE numbers",
  "TABLE util.users",
  "COLUMN util.users.name",
  'COLUMN util.users."Odd name"',
  "TABLE events",
  "VIEW people",
  "MATERIALIZED VIEW kept",
  "FUNCTION twice(int, numeric)",
  "PROCEDURE work()",
  "AGGREGATE total(int)",
  "EVENT TRIGGER noting",
  "PUBLICATION changes",
  "SUBSCRIPTION copies",
];

/** What a dump says of labels, too. */
const labels = `SELECT objtype || ' ' || objname || ' ' || provider || ' ' || label FROM pg_seclabels ORDER BY 1`;
const schemas = ["public", "util"];

/** What is wrong with SQL in a document. */
async function findings(sql: string): Promise<readonly string[]> {
  await settings.grammar.ready();
  const document = { apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: "shop" }, spec: { objects: [{ sql }] } };
  const { resources } = parseResources([{ path: "shop.json", text: JSON.stringify(document) }]);
  const { diagnostics } = toModel(resources as readonly SchemaResource[], {
    ...settings,
    kinds: postgresql.kinds,
    schemas,
    serverVersion: null,
    environment: null,
  });
  return diagnostics.map(({ message }) => message);
}

describePostgres("security labels", (server) => {
  let library: string | null = null;
  beforeAll(async () => {
    library = await labelProvider(server.major);
  });
  const open = (sql = "", on: Pick<SharedServer, "database"> = server) => Workbench.open(on, `LOAD '${library}'; ${sql}`, schemas);
  const label = (text: string | null, of: readonly string[] = named) =>
    of.map((each) => `SECURITY LABEL FOR dummy ON ${each} IS ${text === null ? "NULL" : `'${text}'`}`).join("; ");

  test("are read, compared, given and taken away, of all that can be labelled", { timeout: 120_000 }, async ({ skip }) => {
    if (library === null) skip();
    const both = `${label("it''s \\ secret")}; SECURITY LABEL FOR "odd one" ON TABLE util.users IS 'x'; SECURITY LABEL FOR "odd one" ON COLUMN util.users.id IS 'y'`;
    await using wanted = await open(objects);
    await using _ours = withoutSubscriptions(wanted.url);
    await wanted.client.query(both);
    const { model, unmanaged } = await wanted.inspect();
    expect(unmanaged.filter(({ kind }) => kind === "security label")).toEqual([]);
    expect(lines(await difference(await throughDocuments(model), model))).toEqual([]);
    await using bench = await open(objects);
    await using _theirs = withoutSubscriptions(bench.url);
    const bare = await bench.model();
    const unlabelled = await throughDocuments(bare);
    const done = await bench.carryOut(diff(model, bare).changes);
    expect(new Set(hazardsOf(done))).toEqual(new Set(["privilegeChange"]));
    expect(await bench.values(labels)).toEqual(await wanted.values(labels));
    expect(await dump(bench.url)).toEqual(await dump(wanted.url));
    // What is not said is not compared.
    expect(lines(await difference(unlabelled, await bench.model()))).toEqual([]);
    expect(diff(model, await bench.model()).changes).toEqual([]);
    await bench.carryOut(diff(bare, await bench.model()).changes);
    expect(diff(bare, await bench.model()).changes).toEqual([]);
    expect(await bench.values("SELECT count(*)::int FROM pg_seclabel")).toEqual([0]);
    const dumped = (await dump(wanted.url)).filter((entry) => !entry.includes("SUBSCRIPTION"));
    const said = await desired({ objects: [{ sql: dumped.join("\n") }] });
    expect(lines(await difference(said, model))).toEqual(["drop subscription copies"]);
    await using made = await open();
    await using _made = withoutSubscriptions(made.url);
    await made.carryOut(diff(await throughDocuments(model), await made.model()).changes);
    expect(await made.values(labels)).toEqual(await wanted.values(labels));
  });

  test("are said in SQL, of what is declared beside it", async () => {
    const sql = `CREATE TABLE t (a int); SECURITY LABEL FOR dummy ON TABLE t IS 'x'; SECURITY LABEL FOR "odd one" ON COLUMN t.a IS 'it''s'; SECURITY LABEL FOR dummy ON COLUMN t.a IS NULL;
      CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; SECURITY LABEL FOR dummy ON FUNCTION public.f(int) IS 'y'; SECURITY LABEL FOR dummy ON SCHEMA public IS 'z'`;
    const model = await desired({ objects: [{ sql }] });
    expect([...model.objects()].map(({ ref, securityLabels }) => [ref.name, securityLabels])).toEqual([
      ["public", { dummy: "z" }],
      ["f", { dummy: "y" }],
      ["t", { dummy: "x" }],
      ["a", { "odd one": "it's" }],
    ]);
    expect(await findings("CREATE TABLE t (a int); CREATE INDEX i ON t (a); SECURITY LABEL FOR dummy ON INDEX i IS 'x'")).toEqual([
      "this index takes no security label",
    ]);
    expect(await findings("SECURITY LABEL FOR dummy ON TABLE t IS 'x'")).toEqual(["t is not declared"]);
  });

  test("change, end, and go along with names", { timeout: 120_000 }, async ({ skip }) => {
    if (library === null) skip();
    await using bench = await open(
      `CREATE TABLE t (a int, b int); SECURITY LABEL FOR dummy ON TABLE t IS 'x'; SECURITY LABEL FOR "odd one" ON TABLE t IS 'y'; SECURITY LABEL FOR dummy ON COLUMN t.a IS 'z'`,
    );
    const tables = (name: string, told: object, column: object) =>
      desired({
        tables: [
          {
            name,
            renamedFrom: ["t"],
            ...told,
            columns: [
              { name: "c", renamedFrom: ["a"], type: "integer", ...column },
              { name: "b", type: "integer" },
            ],
          },
        ],
      });
    const to = async (wanted: Awaited<ReturnType<typeof desired>>) => {
      await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
      return bench.values(labels);
    };
    expect(await to(await tables("u", {}, {}))).toEqual(["column u.c dummy z", "table u dummy x", "table u odd one y"]);
    const other = await tables("u", { securityLabels: { dummy: "other" } }, { securityLabels: {} });
    expect(await to(other)).toEqual(["table u dummy other"]);
    expect(await to(await tables("u", { securityLabels: {} }, { securityLabels: { "odd one": "new" } }))).toEqual([
      "column u.c odd one new",
    ]);
    expect(await to(await desired())).toEqual([]);
  });

  test("are kept where what has them is made anew", { timeout: 120_000 }, async ({ skip }) => {
    if (library === null) skip();
    const rows = "INSERT INTO big SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i; ANALYZE big";
    const sql = (type: string, first: string, again: string, values: string) => `
      CREATE TYPE mood AS ENUM (${values}); CREATE TABLE moods (m mood);
      CREATE TABLE big (id ${type} PRIMARY KEY, note text); ${rows};
      CREATE VIEW one AS SELECT ${first} AS id FROM big; CREATE MATERIALIZED VIEW two AS SELECT id FROM one;
      CREATE FUNCTION f(OUT ${again} int) LANGUAGE sql AS 'SELECT 1'; CREATE VIEW three AS SELECT f() AS f;
      CREATE FUNCTION said() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      GRANT SELECT ON one TO PUBLIC; REVOKE USAGE ON TYPE mood FROM PUBLIC`;
    const of = ["TYPE mood", "COLUMN big.id", "VIEW one", "MATERIALIZED VIEW two", "VIEW three", "FUNCTION f()"];
    await using bench = await open(`${sql("int", "id", "a", "'a', 'b', 'c'")}; ${label("kept", of)}`);
    await using wanted = await open(sql("bigint", "id + 1", "b", "'c', 'a'"));
    const goal = await throughDocuments(await wanted.model());
    await bench.carryOut(await difference(goal, await bench.model()));
    expect(await bench.values(labels)).toHaveLength(of.length);
    await wanted.client.query(label("kept", of));
    expect(lines(await difference(await wanted.model(), await bench.model()))).toEqual([]);
  });

  test("are told of what no document can name, and of nothing else", async () => {
    await using bench = await Workbench.open(server, objects, schemas);
    await using _subscription = withoutSubscriptions(bench.url);
    const told = (catalogue: string, of: string, part = "0", where = "pg_seclabel") =>
      bench.client.query(
        `INSERT INTO ${where} (classoid, objoid, ${where === "pg_seclabel" ? "objsubid, " : ""}provider, label) SELECT '${catalogue}'::regclass, ${of}, ${where === "pg_seclabel" ? `${part}, ` : ""}'dummy', 'x'`,
      );
    await bench.client.query("SET allow_system_table_mods = on");
    await told("pg_class", "'util.users'::regclass", "2");
    await told("pg_type", "'mood'::regtype");
    await told("pg_proc", "'work()'::regprocedure");
    await told(
      "pg_subscription",
      "(SELECT oid FROM pg_subscription WHERE subname = 'copies' AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()))",
      "0",
      "pg_shseclabel",
    );
    const { model, unmanaged } = await bench.inspect();
    expect(unmanaged.filter(({ kind }) => kind === "security label")).toEqual([]);
    const labelled = [...model.objects()].filter(({ securityLabels }) => securityLabels?.dummy === "x");
    expect(labelled.map(({ kind, ref }) => `${kind} ${ref.name}`).toSorted()).toEqual([
      "column name",
      "enum mood",
      "procedure work",
      "subscription copies",
    ]);
    await told("pg_class", "'people'::regclass", "1");
    await told("pg_class", "'pair'::regclass", "1");
    await told("pg_database", "(SELECT oid FROM pg_database WHERE datname = current_database())", "0", "pg_shseclabel");
    const found = (await bench.inspect()).unmanaged.filter(({ kind }) => kind === "security label");
    expect(found.map(({ name }) => name.replace(/test_\w+/, "here"))).toEqual([
      "composite type column public.pair.a (dummy)",
      "database here (dummy)",
      "view column public.people.id (dummy)",
    ]);
  });
});
