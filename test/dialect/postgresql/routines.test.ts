import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import type { ObjectRef } from "../../../src/model/ref.ts";
import { fromModel } from "../../../src/resource/from-model.ts";
import type { SchemaSpec } from "../../../src/resource/shape/schema.shape.ts";
import { describePostgres } from "../../server/postgres.ts";
import { desired, difference, lines, schemas, settings } from "./documents.ts";
import { sqlOf, Workbench } from "./workbench.ts";

/** Quoted names, three schemas, overloads, every sort of body, routines in defaults, checks, indexes and views, views in routines. */
const odd = readFileSync(join(import.meta.dirname, "fixture/routines.sql"), "utf8");
const functionsOf = (bench: Workbench) =>
  bench.values(
    `SELECT CASE prokind WHEN 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('public', 'util') ORDER BY 1`,
  );

describePostgres("what is written in SQL", (server) => {
  test("reads from its documents as it is, and is made from them as it was, in an order that holds", async () => {
    await using original = await Workbench.open(server, odd, schemas);
    await using rebuilt = await Workbench.open(server, "", schemas);
    const live = await original.model();
    const wanted = await desired(...fromModel(live, settings).map(({ spec }) => spec));
    expect(lines(await difference(wanted, live))).toEqual([]);
    const sql = sqlOf(await rebuilt.lower(diff(wanted, await rebuilt.model()).changes));
    await rebuilt.client.query(["BEGIN", "SET LOCAL check_function_bodies = off", ...sql, "COMMIT"].join(";\n"));
    expect(lines(await difference(wanted, await rebuilt.model()))).toEqual([]);
    expect(await functionsOf(rebuilt)).toEqual(await functionsOf(original));
  });

  test("is made behind the table of which it uses one column, and before what the table has of it", async () => {
    await using original = await Workbench.open(
      server,
      `CREATE TABLE t (id integer); CREATE VIEW v AS SELECT id AS n FROM t;
       CREATE FUNCTION among() RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT EXISTS (SELECT FROM v WHERE n > 1); END;
       CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(id) FROM t; END; ALTER TABLE t ADD n bigint DEFAULT counted()`,
    );
    await using rebuilt = await Workbench.open(server);
    await rebuilt.carryOut(diff(await original.model(), await rebuilt.model()).changes);
    expect(lines(await difference(await original.model(), await rebuilt.model()))).toEqual([]);
  });

  const small = `CREATE TABLE t (id integer); CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select a';
    CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g()`;
  const asWritten: SchemaSpec = {
    functions: [
      { signature: "f(int)", sql: "create or replace function f( a int4 ) returns INT immutable language SQL as $$select a$$" },
      { signature: "g()", sql: "CREATE FUNCTION public.g() RETURNS trigger AS 'begin return new; end' LANGUAGE plpgsql VOLATILE" },
    ],
    tables: [
      {
        name: "t",
        columns: [{ name: "id", type: "integer" }],
        triggers: [{ name: "tr", sql: "CREATE OR REPLACE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE PROCEDURE g();" }],
      },
    ],
  };

  test("may be written otherwise, and is the same", async () => {
    await using bench = await Workbench.open(server, small);
    expect(lines(await difference(await desired(asWritten), await bench.model()))).toEqual([]);
  });

  test("is replaced where the server can, and made again where it cannot", async () => {
    await using bench = await Workbench.open(server, small);
    const [f, g] = asWritten.functions ?? [];
    const changed = (sql: string) => desired({ ...asWritten, functions: [{ signature: "f(int)", sql }, g as never] });
    const body = await difference(await changed(`${f?.sql.replace("select a", "select a + 1")}`), await bench.model());
    expect(lines(body)).toEqual(["alter function public.f(integer) (definition, source)"]);
    expect(sqlOf(await bench.carryOut(body))[0]).toMatch(/^CREATE OR REPLACE FUNCTION public\.f\(/);
    const result = await difference(
      await changed("CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql IMMUTABLE AS 'select a::text'"),
      await bench.model(),
    );
    expect(sqlOf(await bench.carryOut(result)).flatMap((text) => /^(?:DROP|CREATE) FUNCTION public.f/.exec(text)?.[0] ?? [])).toEqual([
      "DROP FUNCTION public.f",
      "CREATE FUNCTION public.f",
    ]);
  });

  test("follows what it uses to another name", async () => {
    const uses = `CREATE TABLE t (id integer, n text); CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION of(m mood[], r t) RETURNS mood LANGUAGE sql AS 'select m[1]'; CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select a';
      CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; CREATE TABLE u (x integer DEFAULT f(1) CHECK (f(x) > 0)); CREATE VIEW v AS SELECT f(id) AS y FROM t;
      CREATE FUNCTION h() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(f(id)) FROM t; END;
      CREATE TRIGGER tr BEFORE UPDATE OF n ON t FOR EACH ROW WHEN (new.n <> '') EXECUTE FUNCTION g(); CREATE RULE r AS ON DELETE TO t DO ALSO UPDATE u SET x = f(old.id)`;
    await using bench = await Workbench.open(server, uses);
    const renamed = async (ref: ObjectRef, name: string): Promise<readonly string[]> => {
      const before = known((await bench.model()).get(ref as ObjectRef & { readonly kind: "function" })) as SchemaObject;
      await bench.carryOut([{ kind: "object", before, after: { ...before, ref: { ...ref, name } } as SchemaObject }]);
      const live = await bench.model();
      return lines(await difference(await desired(...fromModel(live, settings).map(({ spec }) => spec)), live));
    };
    const routine = (name: string, ...types: readonly string[]): ObjectRef => ({
      kind: "function",
      schema: "public",
      name,
      arguments: types,
    });
    expect(await renamed(routine("f", "integer"), "odd name")).toEqual([]);
    expect(await renamed(routine("g"), "g2")).toEqual([]);
    expect(await renamed({ kind: "column", parent: { kind: "table", schema: "public", name: "t" }, name: "n" }, "N m")).toEqual([]);
    expect(await renamed({ kind: "table", schema: "public", name: "t" }, "t2")).toEqual([]);
    expect(await renamed({ kind: "enum", schema: "public", name: "mood" }, "Temper")).toEqual([]);
    expect(await renamed({ kind: "trigger", parent: { kind: "table", schema: "public", name: "t2" }, name: "tr" }, "tr2")).toEqual([]);
    expect(await renamed({ kind: "rule", parent: { kind: "table", schema: "public", name: "t2" }, name: "r" }, "r2")).toEqual([]);
  });
});
