import { expect, test } from "vitest";
import { known } from "../../../src/model/model.ts";
import { childRef } from "../../../src/model/ref.ts";
import { readFacts } from "../../../src/dialect/postgresql/facts.ts";
import { describePostgres } from "../../server/postgres.ts";
import { users, Workbench } from "./workbench.ts";

/** One of each that no document can say yet. */
const unmanaged: Readonly<Record<string, string>> = {
  "index: public.users.users_pkey (comment)": "COMMENT ON INDEX users_pkey IS 'numbers'",
};

const labelled = `SET allow_system_table_mods = on; INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
    SELECT 'people'::regclass::oid, 'pg_class'::regclass::oid, 1, 'dummy', 'secret' UNION ALL SELECT 'public'::regnamespace::oid, 'pg_namespace'::regclass::oid, 0, 'dummy', 'open'; RESET allow_system_table_mods`;

const base = "CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY, email text NOT NULL, CONSTRAINT users_pkey PRIMARY KEY (id));";

describePostgres("the catalogue", (server) => {
  test("what no document can say is named, one by one", async () => {
    await using bench = await Workbench.open(server, base);
    expect((await bench.inspect()).unmanaged).toEqual([]);
    for (const sql of Object.values(unmanaged)) await bench.client.query(sql);
    const found = (await bench.inspect()).unmanaged.map(({ kind, name }) => `${kind}: ${name}`);
    expect(Object.keys(unmanaged).filter((name) => !found.includes(name))).toEqual([]);
    expect(
      (await bench.inspect(["users", "users.*", "public.users*"])).unmanaged.filter(({ name }) => name.startsWith("public.users")),
    ).toEqual([]);
  });

  test("labels of what no document can name, and privileges on large objects, are named", async () => {
    await using bench = await Workbench.open(
      server,
      `${base} CREATE VIEW people AS SELECT id FROM users; ${labelled}; SELECT lo_create(0); DO $$BEGIN EXECUTE format('GRANT SELECT ON LARGE OBJECT %s TO PUBLIC', (SELECT oid FROM pg_largeobject_metadata)); END$$`,
    );
    expect((await bench.inspect()).unmanaged.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
      "large object: 1 of them (grants)",
      "security label: view column public.people.id (dummy)",
    ]);
  });

  test("what a partition or an heir has of its own and no document can say is named", async () => {
    const made = `CREATE TABLE e (id integer NOT NULL, note text) PARTITION BY RANGE (id); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10);
      CREATE INDEX i ON e (id) WITH (fillfactor = 70); CREATE UNIQUE INDEX u ON e (id); ALTER TABLE e ADD CONSTRAINT k UNIQUE (id, note); CREATE TABLE h (id integer); CREATE TABLE h1 (own integer) INHERITS (h)`;
    await using bench = await Workbench.open(server, made);
    expect((await bench.inspect()).unmanaged).toEqual([]);
    await bench.client.query(
      `ALTER TABLE e1 CLUSTER ON e1_id_idx; ALTER TABLE e1 REPLICA IDENTITY USING INDEX e1_id_idx1; ALTER INDEX e1_id_idx RESET (fillfactor);
       ALTER INDEX e1_id_note_key SET (fillfactor = 50); GRANT SELECT (note) ON e1 TO PUBLIC; GRANT UPDATE (id) ON h1 TO PUBLIC; GRANT UPDATE (own) ON h1 TO PUBLIC`,
    );
    expect((await bench.inspect()).unmanaged.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
      "column: public.e1.note (grants)",
      "column: public.h1.id (grants)",
      "index: public.e1.e1_id_idx (cluster)",
      "index: public.e1.e1_id_idx (options)",
      "index: public.e1.e1_id_idx1 (replica identity)",
      "index: public.e1.e1_id_note_key (options)",
    ]);
  });

  test("privileges on what the server or an extension brings are named where somebody changed them", async () => {
    await using bench = await Workbench.open(server, `${base} CREATE EXTENSION IF NOT EXISTS citext; CREATE ROLE broughtto`);
    expect((await bench.inspect()).unmanaged).toEqual([]);
    await bench.client.query(
      "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO broughtto; REVOKE EXECUTE ON FUNCTION lower(text) FROM PUBLIC",
    );
    await bench.client.query("GRANT SELECT ON pg_authid TO broughtto; GRANT SELECT (subconninfo) ON pg_subscription TO broughtto");
    await bench.client.query("REVOKE EXECUTE ON FUNCTION citext_hash(citext) FROM PUBLIC; GRANT USAGE ON TYPE citext TO broughtto");
    const found = (await bench.inspect()).unmanaged.map(({ kind, name }) => `${kind}: ${name}`);
    await bench.client.query("DROP OWNED BY broughtto; DROP ROLE broughtto");
    expect(found.toSorted()).toEqual([
      "column: pg_catalog.pg_subscription.subconninfo (grants)",
      "function: pg_catalog.lower(text) (grants)",
      "function: pg_catalog.pg_read_file(text) (grants)",
      "function: public.citext_hash(public.citext) (grants)",
      "table: pg_catalog.pg_authid (grants)",
      "type: public.citext (grants)",
    ]);
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

  test("a NOT NULL is managed with a name of its own", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE a (b integer CONSTRAINT own NOT NULL, c integer NOT NULL)");
    const { model, unmanaged } = await bench.inspect();
    const b = known(model.get({ kind: "column", parent: { kind: "table", schema: "public", name: "a" }, name: "b" }));
    expect({ unmanaged, name: b?.body.notNull?.name }).toEqual({ unmanaged: [], name: server.major >= 18 ? "own" : undefined });
  });

  test("a NOT NULL of its own name in a partition is managed where there is one", async () => {
    const sql =
      "CREATE TABLE a (b integer NOT NULL, c integer NOT NULL) PARTITION BY LIST (b); CREATE TABLE part (b integer CONSTRAINT own NOT NULL, c integer NOT NULL); ALTER TABLE a ATTACH PARTITION part DEFAULT";
    await using bench = await Workbench.open(server, sql);
    const { model, unmanaged } = await bench.inspect();
    const part = known(model.get({ kind: "table", schema: "public", name: "part" }));
    expect({ unmanaged, names: part?.body.notNullNames }).toEqual({ unmanaged: [], names: server.major >= 18 ? { b: "own" } : undefined });
  });

  test("only what serial would have made is a serial", async () => {
    const sql = `CREATE TABLE users (a serial, b serial, c serial, d serial, e integer GENERATED BY DEFAULT AS IDENTITY (START 5));
      ALTER SEQUENCE users_b_seq RENAME TO other; ALTER SEQUENCE users_c_seq AS bigint; COMMENT ON SEQUENCE users_d_seq IS 'mine'`;
    await using bench = await Workbench.open(server, sql);
    const model = await bench.model();
    const column = (name: string) => known(model.get({ ...childRef("column", users, name), kind: "column" }))?.body;
    expect(column("a")).toMatchObject({ default: null, identity: { mode: "serial", sequence: {} } });
    expect(["b", "c", "d"].map((name) => column(name)?.default?.text)).toEqual([
      "nextval('public.other'::regclass)",
      "nextval('public.users_c_seq'::regclass)",
      "nextval('public.users_d_seq'::regclass)",
    ]);
    expect(column("e")?.identity).toEqual({ mode: "byDefault", sequence: { start: "5" } });
    expect([...model.objects()].filter(({ kind }) => kind === "sequence").map(({ ref }) => ref.name)).toEqual([
      "other",
      "users_c_seq",
      "users_d_seq",
    ]);
  });

  test("an index that an interrupted build left is not valid", async () => {
    await using bench = await Workbench.open(server, `${base} INSERT INTO users (email) VALUES ('a'), ('a')`);
    await expect(bench.client.query("CREATE UNIQUE INDEX CONCURRENTLY i ON users (email)")).rejects.toThrow("could not create");
    expect(known((await bench.model()).get({ ...childRef("index", users, "i"), kind: "index" }))?.body.valid).toBe(false);
  });

  test("what has its columns from a table that is not managed is named, and not half read", async () => {
    const sql = `CREATE SCHEMA unseen; CREATE TABLE unseen.whole (a integer) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF unseen.whole FOR VALUES IN (1); CREATE INDEX ON part (a);
      CREATE TABLE unseen.parent (c serial); CREATE TABLE heir () INHERITS (unseen.parent); CREATE TABLE heir_of_heir (e serial) INHERITS (heir)`;
    await using bench = await Workbench.open(server, sql);
    const { model, unmanaged } = await bench.inspect();
    expect([...model.objects()].map(({ kind }) => kind)).toEqual(["schema"]);
    expect(
      unmanaged
        .filter(({ kind }) => kind === "table")
        .map(({ name, reason }) => `${name}: ${reason}`)
        .sort(),
    ).toEqual(["heir", "heir_of_heir", "part"].map((name) => `public.${name}: it has its columns from a table that is not managed`));
  });

  test("a hostile search path changes nothing", async () => {
    await using bench = await Workbench.open(
      server,
      `${base} CREATE SCHEMA evil; CREATE TABLE evil.pg_class (oid oid); CREATE TABLE evil.users (x integer)`,
    );
    const before = [...(await bench.model()).objects()];
    await bench.client.query("SET search_path = evil, pg_catalog, public");
    expect([...(await bench.model()).objects()]).toEqual(before);
  });

  test("facts tell empty from full, and which column holds nothing", async () => {
    await using bench = await Workbench.open(
      server,
      `${base} ALTER TABLE users ADD note text; INSERT INTO users (email) VALUES ('a'); CREATE TABLE none ()`,
    );
    const none = { ...users, name: "none" };
    const facts = await readFacts(
      bench.query,
      1,
      [users, none, { ...users, name: "missing" }],
      [childRef("column", users, "note"), childRef("column", users, "email")],
    );
    expect([facts.table(users)?.empty, facts.table(none)?.empty, facts.table({ ...users, name: "missing" })]).toEqual([
      false,
      true,
      undefined,
    ]);
    expect([facts.columnEmpty(childRef("column", users, "note")), facts.columnEmpty(childRef("column", users, "email"))]).toEqual([
      true,
      false,
    ]);
  });
});
