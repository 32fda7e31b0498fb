import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { describePostgres } from "../../server/postgres.ts";
import { difference, lines, schemas, settings, throughDocuments } from "./documents.ts";
import { Workbench } from "./workbench.ts";

/** The model that statements stand for on a server of that version, with what is told of them. */
async function saidIn(sql: string, serverVersion: string) {
  const { grammar, kinds } = postgresql;
  await grammar.ready();
  const text = JSON.stringify({
    apiVersion: "keelson.dev/v1alpha1",
    kind: "Schema",
    metadata: { name: "shop" },
    spec: { objects: [{ sql }] },
  });
  const { resources } = parseResources([{ path: "shop.json", text }]);
  const { model, diagnostics } = toModel(resources as readonly SchemaResource[], {
    ...settings,
    grammar,
    kinds,
    schemas,
    serverVersion,
    environment: null,
  });
  return { model, told: diagnostics.map(({ severity, message }) => `${severity}: ${message}`) };
}

describePostgres("what a file says of columns", (server) => {
  const version = async (bench: Workbench): Promise<string> => String((await bench.values("SHOW server_version"))[0]);

  test("is the collation of what excludes", async () => {
    const sql = `CREATE TABLE t (a text, b text, CONSTRAINT x EXCLUDE USING btree (a COLLATE "C" WITH =, lower(b) COLLATE "POSIX" WITH =))`;
    await using bench = await Workbench.open(server, sql);
    await using empty = await Workbench.open(server);
    const live = await bench.model();
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, live))).toEqual([]);
    expect(lines(await difference(await throughDocuments(live), live))).toEqual([]);
    await empty.carryOut(diff(model, await empty.model()).changes);
    expect(lines(await difference(live, await empty.model()))).toEqual([]);
  });

  test("is what a table of a type has beside the type", async () => {
    const sql = `
      CREATE TABLE people OF person (name WITH OPTIONS NOT NULL, born WITH OPTIONS DEFAULT CURRENT_DATE, PRIMARY KEY (id));
      CREATE TYPE person AS (id bigint, name text COLLATE "C", born date);
      ALTER TABLE people ALTER COLUMN born SET STATISTICS 7;
      CREATE TABLE nobody OF person`;
    await using bench = await Workbench.open(server, sql.replace(/(CREATE TABLE people[^;]*;)([^;]*;)/, "$2$1"));
    const live = await bench.model();
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, live))).toEqual([]);
    expect((await saidIn("CREATE TABLE people OF person", await version(bench))).told).toEqual([
      "error: table public.people is of type person, which is not made by the SQL of this document",
    ]);
  });

  test("is the order of the columns of a partition that is attached", async () => {
    const sql = `
      CREATE TABLE t (id integer NOT NULL, at date, note text) PARTITION BY RANGE (id);
      CREATE TABLE t_1 (note text, id integer NOT NULL, at date);
      ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES FROM (1) TO (2);
      CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (2) TO (3)`;
    await using bench = await Workbench.open(server, sql);
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, await bench.model()))).toEqual([]);
    const orders = [...model.objects()].flatMap((object) => (object.kind === "table" ? [object.body.columnOrder] : []));
    expect(orders).toEqual([undefined, ["note", "id", "at"], undefined]);
  });

  test("is where a trigger of a partitioned table fires otherwise, however far down", async () => {
    const sql = `
      CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TABLE e (id integer) PARTITION BY RANGE (id);
      CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id);
      CREATE TABLE e2 PARTITION OF e1 FOR VALUES FROM (1) TO (5);
      CREATE TRIGGER t AFTER INSERT ON e FOR EACH ROW EXECUTE FUNCTION fires();
      ALTER TABLE ONLY e1 ENABLE ALWAYS TRIGGER t;
      ALTER TABLE e2 DISABLE TRIGGER t`;
    await using bench = await Workbench.open(server, sql);
    const live = await bench.model();
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, live))).toEqual([]);
    expect(lines(await difference(await throughDocuments(live), live))).toEqual([]);
  });

  test("is a key over an index, which has the name of the key from then on", async () => {
    const sql = `
      CREATE TABLE t (id integer, a text, b text, c text);
      CREATE UNIQUE INDEX ids ON t (id) INCLUDE (c) WITH (fillfactor = 70);
      CREATE UNIQUE INDEX both_of_them ON t (a, b);
      CREATE INDEX stays ON t (c);
      ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY USING INDEX ids;
      ALTER TABLE ONLY t ADD UNIQUE USING INDEX both_of_them DEFERRABLE INITIALLY DEFERRED`;
    await using bench = await Workbench.open(server, sql);
    const live = await bench.model();
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, live))).toEqual([]);
    const partly = await saidIn(
      "CREATE TABLE t (id integer); CREATE INDEX i ON t (id); ALTER TABLE t ADD UNIQUE USING INDEX i",
      await version(bench),
    );
    expect(partly.told).toEqual(["error: unique index i over plain columns is not made by the SQL of this document"]);
  });

  test("is what is said of a domain's constraints by themselves, as pg_dump says it", async () => {
    const sql = `
      CREATE DOMAIN d AS integer CONSTRAINT c CHECK ((VALUE > 0));
      ALTER DOMAIN public.d ADD CONSTRAINT late CHECK ((VALUE > 1)) NOT VALID;
      COMMENT ON CONSTRAINT c ON DOMAIN d IS 'why';
      COMMENT ON CONSTRAINT late ON DOMAIN public.d IS 'it''s late'`;
    await using bench = await Workbench.open(server, sql);
    const { model, told } = await saidIn(sql, await version(bench));
    expect(told).toEqual([]);
    expect(lines(await difference(model, await bench.model()))).toEqual([]);
    expect((await saidIn("CREATE DOMAIN d AS text; COMMENT ON CONSTRAINT x ON DOMAIN d IS 'y'", await version(bench))).told).toEqual([
      "error: x is not made by the SQL of this document",
    ]);
  });

  test("is a name of NOT NULL that the server keeps or forgets, as it is when a database is read", async () => {
    const sql = `
      CREATE TABLE public.t (id integer CONSTRAINT id_there NOT NULL, n integer DEFAULT 1) PARTITION BY RANGE (id);
      CREATE TABLE public.t_1 (id integer CONSTRAINT id_there NOT NULL, n integer DEFAULT 2 NOT NULL);
      ALTER TABLE public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (1) TO (2);
      CREATE TABLE public.t_2 PARTITION OF public.t (n DEFAULT 1) FOR VALUES FROM (2) TO (3);
      CREATE DOMAIN public.d AS text CONSTRAINT there NOT NULL`;
    await using bench = await Workbench.open(server, sql);
    const { unmanaged } = await bench.inspect();
    const { model, told } = await saidIn(sql, await version(bench));
    expect(lines(await difference(model, await bench.model()))).toEqual([]);
    expect(unmanaged).toEqual([]);
    expect(told).toEqual([]);
  });
});
