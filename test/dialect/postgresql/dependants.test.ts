import { expect, test } from "vitest";
import type { Change } from "../../../src/change/change.ts";
import { written } from "../../../src/model/expression.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../src/model/object.ts";
import { childRef } from "../../../src/model/ref.ts";
import { describePostgres } from "../../server/postgres.ts";
import { Workbench } from "./workbench.ts";

const places = Array.from({ length: 15 }, (_, at) => at);
/** Thirty, one upon the other: each view calls the function before it, each function reads the view before it. */
const chain = [
  "CREATE TABLE t (id integer PRIMARY KEY, a integer)",
  "INSERT INTO t VALUES (1, 7)",
  "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
  "CREATE VIEW v0 AS SELECT id, a FROM t",
  ...places.flatMap((at) => [
    `CREATE FUNCTION f${at}(n integer) RETURNS SETOF v${at} LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM v${at} WHERE id < n; END`,
    `CREATE VIEW v${at + 1} AS SELECT id, a FROM f${at}(5)`,
    `COMMENT ON FUNCTION f${at} IS 'f ${at}'`,
    `COMMENT ON VIEW v${at + 1} IS 'v ${at + 1}'`,
  ]),
  "REVOKE ALL ON FUNCTION f3 FROM PUBLIC",
  "GRANT SELECT ON v4 TO PUBLIC",
  "GRANT UPDATE (a) ON v5 TO PUBLIC",
  "ALTER VIEW v6 SET (security_barrier = true)",
  "CREATE TRIGGER watch BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (new.a > 3) EXECUTE FUNCTION g()",
  "ALTER TABLE t DISABLE TRIGGER watch",
  "COMMENT ON TRIGGER watch ON t IS 'w'",
  "CREATE TRIGGER other BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION g()",
  "CREATE TRIGGER instead INSTEAD OF UPDATE ON v7 FOR EACH ROW EXECUTE FUNCTION g()",
  "CREATE RULE aside AS ON INSERT TO v8 DO INSTEAD UPDATE t SET a = new.a WHERE id = new.id",
].join(";\n");

/** Everything that must be the same afterwards. */
const all = `SELECT pg_get_viewdef(oid) || coalesce(relacl::text, '') || coalesce(reloptions::text, '') || coalesce(obj_description(oid, 'pg_class'), '') ||
    coalesce((SELECT string_agg(attacl::text, ',') FROM pg_attribute WHERE attrelid = c.oid), '') FROM pg_class c WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
  UNION ALL SELECT pg_get_functiondef(oid) || coalesce(proacl::text, '') || coalesce(obj_description(oid, 'pg_proc'), '') FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text || coalesce(obj_description(oid, 'pg_trigger'), '') FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE rulename = 'aside' ORDER BY 1`;

describePostgres("what uses what changes", (server) => {
  const objectOf = async <K extends SchemaObject["kind"]>(bench: Workbench, ref: SchemaObjectOf<K>["ref"]): Promise<SchemaObject> => {
    const found = known((await bench.model()).get(ref));
    if (found === undefined) throw new Error(`no ${ref.kind} ${ref.name}`);
    return found as SchemaObject;
  };

  test("is made again as it was, thirty upon one another, with triggers and rules", async () => {
    await using bench = await Workbench.open(server, chain);
    const before = await bench.values(all);
    const column = (await objectOf<"column">(bench, {
      ...childRef("column", { kind: "table", schema: "public", name: "t" }, "a"),
      kind: "column",
    })) as SchemaObjectOf<"column">;
    const wider: Change = { kind: "object", before: column, after: { ...column, body: { ...column.body, type: "bigint" } } };
    await bench.carryOut([wider], { atomic: "yes" });
    expect(
      await bench.values(
        "SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attname = 'a' AND attrelid IN ('t'::regclass, 'v15'::regclass)",
      ),
    ).toEqual(["bigint", "bigint"]);
    expect(await bench.values(all)).toEqual(before);
    expect(await bench.values("SELECT a::int FROM v15")).toEqual([7]);
  });

  const called = `CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select n';
    CREATE TABLE t (id integer DEFAULT f(1), CONSTRAINT c CHECK (f(id) > 0)); INSERT INTO t VALUES (2);
    CREATE INDEX i ON t (f(id)); CREATE VIEW v AS SELECT f(id) AS n FROM t; COMMENT ON CONSTRAINT c ON t IS 'c'; REVOKE ALL ON FUNCTION f FROM PUBLIC`;
  const uses =
    "SELECT pg_get_constraintdef(oid) || obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = 'c' UNION ALL SELECT indexdef FROM pg_indexes WHERE indexname = 'i' UNION ALL SELECT column_default FROM information_schema.columns WHERE table_name = 't' UNION ALL SELECT proacl::text FROM pg_proc WHERE proname = 'f'";
  const asBigint = async (bench: Workbench): Promise<Change> => {
    const before = (await objectOf<"function">(bench, {
      kind: "function",
      schema: "public",
      name: "f",
      arguments: ["integer"],
    })) as SchemaObjectOf<"function">;
    const definition = written("(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'select n::bigint'");
    return { kind: "object", before, after: { ...before, body: { definition, source: "select n::bigint" } } };
  };

  test("a default that goes with a routine, and comes back with it, leaves partitions and heirs theirs", async () => {
    const sql = `CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select n';
      CREATE TABLE t (id integer, x bigint DEFAULT f(1)) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE t2 PARTITION OF t FOR VALUES IN (2); CREATE TABLE t3 PARTITION OF t FOR VALUES IN (3);
      ALTER TABLE ONLY t2 ALTER x SET DEFAULT 7; ALTER TABLE ONLY t3 ALTER x DROP DEFAULT;
      CREATE TABLE p (x bigint DEFAULT f(1)); CREATE TABLE c (x bigint DEFAULT 8) INHERITS (p); CREATE TABLE d () INHERITS (c);`;
    await using bench = await Workbench.open(server, sql);
    const defaults = "SELECT concat_ws(' ', table_name, column_default) FROM information_schema.columns WHERE column_name = 'x' ORDER BY 1";
    const before = await bench.values(defaults);
    await bench.carryOut([await asBigint(bench)]);
    expect(await bench.values(defaults)).toEqual(before);
  });

  test("a routine that must be made anew takes defaults, checks, indexes and views along", async () => {
    await using bench = await Workbench.open(server, called);
    const before = await bench.values(uses);
    await bench.carryOut([await asBigint(bench)]);
    expect(await bench.values(uses)).toEqual(before);
    expect(await bench.values("SELECT pg_typeof(n)::text FROM v")).toEqual(["bigint"]);
  });

  test("what a stored value was made of cannot be away", async () => {
    await using bench = await Workbench.open(server, `${called}; ALTER TABLE t ADD g integer GENERATED ALWAYS AS (f(7)) STORED`);
    const change = await asBigint(bench);
    await expect(bench.carryOut([change])).rejects.toThrow("public.f(integer) must be made anew, and column public.t.g uses it");
  });
});
