import { expect, test } from "vitest";
import { known } from "../../../src/model/model.ts";
import { childRef } from "../../../src/model/ref.ts";
import { readFacts } from "../../../src/dialect/postgresql/facts.ts";
import { describePostgres } from "../../server/postgres.ts";
import { users, Workbench } from "./workbench.ts";

/** One of each that no document can say yet. */
const unmanaged: Readonly<Record<string, string>> = {
  "function: public.f(integer)": "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1'",
  "procedure: public.p()": "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
  "aggregate: public.total(integer)": "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
  "trigger: public.users.touch": "CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
  "rule: public.users.keep": "CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING",
  "policy: public.users.own": "CREATE POLICY own ON users USING (true)",
  "table: public.users (row security)": "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
  "table: public.users (replica identity)": "ALTER TABLE users REPLICA IDENTITY FULL",
  "column: public.users.email (storage)": "ALTER TABLE users ALTER email SET STORAGE EXTERNAL",
  "column: public.users.email (statistics)": "ALTER TABLE users ALTER email SET STATISTICS 7",
  "column: public.users.email (options)": "ALTER TABLE users ALTER email SET (n_distinct = 5)",
  "index: public.users.users_pkey (cluster)": "ALTER TABLE users CLUSTER ON users_pkey",
  "statistics: public.s": "CREATE STATISTICS s ON id, email FROM users",
  "collation: public.ci": "CREATE COLLATION ci FROM \"C\"",
  "operator: public.===": "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
  "text search configuration: public.t": "CREATE TEXT SEARCH CONFIGURATION t (COPY = simple)",
  "partitioned table: public.events": "CREATE TABLE events (at date) PARTITION BY RANGE (at)",
  "partition: public.events_1": "CREATE TABLE events_1 PARTITION OF events DEFAULT",
  "table: public.child": "CREATE TABLE child () INHERITS (users)",
  "view: public.w.a (comment)": "CREATE VIEW w AS SELECT 1 AS a; COMMENT ON COLUMN w.a IS 'x'",
  "event trigger: e": "CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION et()",
  "publication: pub": "CREATE PUBLICATION pub",
  "foreign data wrapper: fdw": "CREATE FOREIGN DATA WRAPPER fdw",
  "foreign server: srv": "CREATE SERVER srv FOREIGN DATA WRAPPER fdw",
  "foreign table: public.ft": "CREATE FOREIGN TABLE ft (a integer) SERVER srv",
  "user mapping: public on srv": "CREATE USER MAPPING FOR PUBLIC SERVER srv",
  "cast: integer AS public.c": "CREATE TYPE c AS (a integer); CREATE FUNCTION to_c(integer) RETURNS c LANGUAGE sql AS 'SELECT ROW($1)::c'; CREATE CAST (integer AS c) WITH FUNCTION to_c(integer)",
  "default privileges: postgres in public": "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
};

const base = "CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY, email text NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id));";

describePostgres("the catalogue", (server) => {
  test("what no document can say is named, one by one", async () => {
    await using bench = await Workbench.open(server, base);
    expect((await bench.inspect()).unmanaged).toEqual([]);
    for (const sql of Object.values(unmanaged)) await bench.client.query(sql);
    const found = (await bench.inspect()).unmanaged.map(({ kind, name }) => `${kind}: ${name}`);
    expect(Object.keys(unmanaged).filter((name) => !found.includes(name))).toEqual([]);
    expect((await bench.inspect(["users", "users.*", "public.users*"])).unmanaged.filter(({ name }) => name.startsWith("public.users"))).toEqual([]);
  });

  test("an operator class that the server would choose is none, also where the index stores another type", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE t (j jsonb, b text)");
    const indexes = {
      gin: "USING gin (j)",
      paths: "USING gin (j jsonb_path_ops)",
      hash: "USING hash (b)",
      hashed: "USING hash (lower(b))",
      patterns: "(lower(b) text_pattern_ops)",
    };
    for (const [name, keys] of Object.entries(indexes)) await bench.client.query(`CREATE INDEX ${name} ON t ${keys}`);
    const { model } = await bench.inspect();
    const opclass = (name: string) => {
      const index = known(model.get(childRef("index", { kind: "table", schema: "public", name: "t" }, name)));
      return index?.kind === "index" ? index.body.keys[0]?.opclass : undefined;
    };
    expect(Object.keys(indexes).map(opclass)).toEqual([null, "jsonb_path_ops", null, null, "text_pattern_ops"]);
  });

  test("a NOT NULL of its own name is named where there is one", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE a (b integer CONSTRAINT own NOT NULL, c integer NOT NULL)");
    const expected = server.major >= 18 ? ["public.a.own (not null)"] : [];
    expect((await bench.inspect()).unmanaged.map(({ name }) => name)).toEqual(expected);
  });

  test("only what serial would have made is a serial", async () => {
    const sql = `CREATE TABLE users (a serial, b serial, c serial, d serial, e integer GENERATED BY DEFAULT AS IDENTITY (START 5));
      ALTER SEQUENCE users_b_seq RENAME TO other; ALTER SEQUENCE users_c_seq AS bigint; COMMENT ON SEQUENCE users_d_seq IS 'mine'`;
    await using bench = await Workbench.open(server, sql);
    const model = await bench.model();
    const column = (name: string) => known(model.get({ ...childRef("column", users, name), kind: "column" }))?.body;
    expect(column("a")).toMatchObject({ default: null, identity: { mode: "serial", sequence: {} } });
    expect(["b", "c", "d"].map((name) => column(name)?.default?.text)).toEqual(["nextval('public.other'::regclass)", "nextval('public.users_c_seq'::regclass)", "nextval('public.users_d_seq'::regclass)"]);
    expect(column("e")?.identity).toEqual({ mode: "byDefault", sequence: { start: "5" } });
    expect([...model.objects()].filter(({ kind }) => kind === "sequence").map(({ ref }) => ref.name)).toEqual(["other", "users_c_seq", "users_d_seq"]);
  });

  test("an index that an interrupted build left is not valid", async () => {
    await using bench = await Workbench.open(server, `${base} INSERT INTO users (email) VALUES ('a'), ('a')`);
    await expect(bench.client.query("CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)")).rejects.toThrow("could not create");
    expect(known((await bench.model()).get({ ...childRef("index", users, "i"), kind: "index" }))?.body.valid).toBe(false);
  });

  test("a hostile search path changes nothing", async () => {
    await using bench = await Workbench.open(server, `${base} CREATE SCHEMA evil; CREATE TABLE evil.pg_class (oid oid); CREATE TABLE evil.users (x integer)`);
    const before = [...(await bench.model()).objects()];
    await bench.client.query("SET search_path = evil, pg_catalog, public");
    expect([...(await bench.model()).objects()]).toEqual(before);
  });

  test("facts tell empty from full, and which column holds nothing", async () => {
    await using bench = await Workbench.open(server, `${base} ALTER TABLE users ADD note text; INSERT INTO users (email) VALUES ('a'); CREATE TABLE none ()`);
    const none = { ...users, name: "none" };
    const facts = await readFacts(bench.query, 1, [users, none, { ...users, name: "missing" }], [childRef("column", users, "note"), childRef("column", users, "email")]);
    expect([facts.table(users)?.empty, facts.table(none)?.empty, facts.table({ ...users, name: "missing" })]).toEqual([false, true, undefined]);
    expect([facts.columnEmpty(childRef("column", users, "note")), facts.columnEmpty(childRef("column", users, "email"))]).toEqual([true, false]);
  });
});
