import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

/** Leads a database that `from` makes to what `to` makes, and back. */
async function thereAndBack(server: SharedServer, from: string, to: string): Promise<readonly (readonly string[])[]> {
  await using bench = await Workbench.open(server, from, ["public", "Odd.one"]);
  await using wanted = await Workbench.open(server, to, ["public", "Odd.one"]);
  const [start, goal] = [await bench.model(), await wanted.model()];
  const run: (readonly string[])[] = [];
  for (const next of [goal, start]) {
    run.push(sqlOf(await bench.carryOut(changes(next, await bench.model()))));
    expect(differences(next, await bench.model())).toEqual([]);
  }
  return run;
}

const changes = (desired: Model, live: Model) => diff(desired, live).changes;

describePostgres("types", (server) => {
  test("of every kind are read, and none of them is named as unmanaged", async () => {
    await using bench = await Workbench.open(
      server,
      `CREATE SCHEMA "Odd.one";
       CREATE DOMAIN "Odd.one"."e mail" AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CHECK (VALUE ~ '@') CONSTRAINT short CHECK (length(VALUE) < 100);
       ALTER DOMAIN "Odd.one"."e mail" ADD CONSTRAINT later CHECK (VALUE <> '') NOT VALID;
       CREATE TYPE "Odd.one".address AS (street text COLLATE "C", "Mail" "Odd.one"."e mail", codes integer[]);
       COMMENT ON COLUMN "Odd.one".address.street IS 'with number';
       CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
       CREATE TYPE spell AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = spells);
       CREATE TABLE t (id integer, a "Odd.one".address, b "Odd.one"."e mail"[], c span, d spells)`,
      ["public", "Odd.one"],
    );
    const { model, unmanaged } = await bench.inspect();
    expect(unmanaged).toEqual([]);
    const bodies = Object.fromEntries([...model.objects()].map(({ kind, ref, body }) => [`${kind} ${ref.name}`, body]));
    const check = (name: string, text: string, notValid: boolean) => ({ name, expression: { text, form: "canonical" }, notValid });
    expect(bodies["domain e mail"]).toEqual({
      type: "text",
      nullable: false,
      default: { text: "'a@b'::text", form: "canonical" },
      collation: "C",
      checks: [
        check("e mail_check", "(VALUE ~ '@'::text)", false),
        check("later", "(VALUE <> ''::text)", true),
        check("short", "(length(VALUE) < 100)", false),
      ],
    });
    expect(bodies["compositeType address"]).toEqual({
      attributes: [
        { name: "street", type: "text", collation: "C", comment: "with number" },
        { name: "Mail", type: '"Odd.one"."e mail"', collation: null, comment: null },
        { name: "codes", type: "integer[]", collation: null, comment: null },
      ],
    });
    expect(bodies["rangeType span"]).toEqual({
      type: "double precision",
      opclass: null,
      collation: null,
      canonical: null,
      subtypeDiff: "float8mi",
      multirange: null,
    });
    expect(bodies["rangeType spell"]).toMatchObject({ collation: "C", multirange: "spells" });
  });

  test.each([
    ["a domain with all that it can have", "", "CREATE DOMAIN mail AS varchar(20) DEFAULT 'x' NOT NULL CHECK (VALUE <> '')"],
    [
      "its default, its NOT NULL and its checks",
      "CREATE DOMAIN mail AS text DEFAULT 'x' CHECK (VALUE <> '')",
      "CREATE DOMAIN mail AS text NOT NULL CONSTRAINT other CHECK (VALUE <> '') CONSTRAINT more CHECK (length(VALUE) < 9)",
    ],
    [
      "the name of its NOT NULL and what is said of that",
      "CREATE DOMAIN mail AS text NOT NULL; CREATE DOMAIN post AS text CONSTRAINT old NOT NULL; CREATE DOMAIN letter AS text",
      "CREATE DOMAIN mail AS text CONSTRAINT there NOT NULL; CREATE DOMAIN post AS text CONSTRAINT new NOT NULL; CREATE DOMAIN letter AS text CONSTRAINT letter_there NOT NULL",
    ],
    [
      "what a domain with a name for its NOT NULL is made of",
      "CREATE DOMAIN mail AS varchar(20) CONSTRAINT there NOT NULL; CREATE DOMAIN post AS varchar(20) NOT NULL; CREATE TABLE t (m mail, p post)",
      "CREATE DOMAIN mail AS text CONSTRAINT there NOT NULL; CREATE DOMAIN post AS text NOT NULL; CREATE TABLE t (m mail, p post)",
    ],
    [
      "what a domain is made of",
      "CREATE DOMAIN mail AS varchar(20); CREATE TABLE t (id integer, m mail DEFAULT 'a', n mail[]); INSERT INTO t VALUES (1, 'b', '{c}'); CREATE VIEW v AS SELECT m FROM t",
      "CREATE DOMAIN mail AS text; CREATE TABLE t (id integer, m mail DEFAULT 'a', n mail[]); CREATE VIEW v AS SELECT m FROM t",
    ],
    ["attributes of a composite type", "CREATE TYPE pair AS (a integer, b text)", "CREATE TYPE pair AS (b text, c date)"],
    [
      "attributes of a composite type that a column holds",
      "CREATE TYPE pair AS (a integer, b text); CREATE TABLE t (id integer, p pair); INSERT INTO t VALUES (1, (1, 'x')), (2, NULL)",
      "CREATE TYPE pair AS (a bigint, b text, c date); CREATE TABLE t (id integer, p pair)",
    ],
    [
      "the order of attributes",
      "CREATE TYPE pair AS (a integer, b text); CREATE TABLE t (id integer, p pair); INSERT INTO t VALUES (1, (1, 'x'))",
      "CREATE TYPE pair AS (b text, a integer); CREATE TABLE t (id integer, p pair)",
    ],
    [
      "what other types are made of in the end",
      "CREATE DOMAIN a AS varchar(9); CREATE DOMAIN b AS a DEFAULT 'b'; CREATE TYPE c AS (b b, n integer); CREATE DOMAIN e AS c; CREATE TABLE t (id integer, b b, e e, l a[]); INSERT INTO t VALUES (1, DEFAULT, ('x', 1), '{y}')",
      "CREATE DOMAIN a AS text; CREATE DOMAIN b AS a DEFAULT 'b'; CREATE TYPE c AS (b b, n integer); CREATE DOMAIN e AS c; CREATE TABLE t (id integer, b b, e e, l a[])",
    ],
    [
      "attributes of a composite type that another one has",
      "CREATE TYPE pair AS (a integer, b text); CREATE TYPE more AS (p pair, ps pair[]); CREATE TABLE t (id integer, m more); INSERT INTO t VALUES (1, ROW((1, 'x, y'), NULL))",
      "CREATE TYPE pair AS (a bigint, b text); CREATE TYPE more AS (p pair, ps pair[]); CREATE TABLE t (id integer, m more)",
    ],
    [
      "the name of the sets of a range type, which another one had",
      "CREATE TYPE a AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = sets); CREATE TYPE b AS RANGE (SUBTYPE = integer); CREATE TYPE c AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = of_c); CREATE TABLE t (id integer, a a, c c); INSERT INTO t VALUES (1, '[1,2)', '[3,4)')",
      "CREATE TYPE a AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = of_c); CREATE TYPE b AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = sets); CREATE TYPE c AS RANGE (SUBTYPE = bigint); CREATE TABLE t (id integer, a a, c c); CREATE TYPE d AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = other)",
    ],
    [
      "the names of the sets of two range types, each other's",
      "CREATE TYPE a AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = x); CREATE TYPE b AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = y); CREATE TYPE c AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = z)",
      "CREATE TYPE a AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = y); CREATE TYPE b AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = x); CREATE TYPE c AS RANGE (SUBTYPE = integer); CREATE TABLE z (id integer)",
    ],
    [
      "a range type",
      "CREATE TYPE span AS RANGE (SUBTYPE = integer); CREATE TABLE t (id integer, s span); INSERT INTO t VALUES (1, '[1,2)')",
      "CREATE TYPE span AS RANGE (SUBTYPE = bigint); CREATE TABLE t (id integer, s span)",
    ],
    [
      "a range type whose distance is a function of ours, of a type of ours",
      "",
      "CREATE DOMAIN size AS float8; CREATE FUNCTION z_apart(size, size) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2'; CREATE TYPE span AS RANGE (SUBTYPE = size, SUBTYPE_DIFF = z_apart); CREATE TABLE t (id integer, s span)",
    ],
    [
      "types that are made of each other",
      "",
      "CREATE DOMAIN z AS integer; CREATE TYPE y AS (z z); CREATE DOMAIN a AS y; CREATE TYPE b AS (a a[], z z); CREATE TYPE r AS RANGE (SUBTYPE = z); CREATE DOMAIN q AS r; CREATE TABLE t (id integer, b b, q q)",
    ],
    [
      "a domain whose check is a function of a schema with a dot",
      "",
      `CREATE SCHEMA "Odd.one"; CREATE DOMAIN "Odd.one"."a.b" AS text; CREATE TABLE t (id integer, c "Odd.one"."a.b")`,
    ],
  ])("%s: there and back", async (_what, from, to) => {
    await thereAndBack(server, from, to);
  });

  test.skipIf(server.major < 17)("a domain whose NOT NULL has a name and a comment is made from its document as it was", async () => {
    const named = `CREATE DOMAIN mail AS text CONSTRAINT "There, it's" NOT NULL; COMMENT ON CONSTRAINT "There, it's" ON DOMAIN mail IS 'why'; CREATE DOMAIN post AS text NOT NULL; COMMENT ON CONSTRAINT post_not_null ON DOMAIN post IS 'it''s said'`;
    expect(await throughAnEmptyDatabase(server, named)).toEqual([]);
    await thereAndBack(server, named, "CREATE DOMAIN mail AS text NOT NULL; CREATE DOMAIN post AS text");
  });

  test.skipIf(server.major < 17)("the name that NOT NULL has by itself follows a rename of its domain", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE DOMAIN mail AS text NOT NULL; CREATE DOMAIN post AS text CONSTRAINT own NOT NULL",
    );
    const domains = [...(await bench.model()).objects()].filter((object) => object.kind === "domain");
    await bench.carryOut(
      domains.map((before) => ({ kind: "object", before, after: { ...before, ref: { ...before.ref, name: `${before.ref.name}s` } } })),
    );
    expect(await bench.values("SELECT conname FROM pg_constraint WHERE contypid <> 0 AND contype = 'n' ORDER BY 1")).toEqual([
      "mails_not_null",
      "own",
    ]);
  });

  test("a check for a table with rows comes NOT VALID and is checked beside the application", async () => {
    const table = "CREATE TABLE t (id integer, m mail); INSERT INTO t VALUES (1, 'x')";
    await using bench = await Workbench.open(server, `CREATE DOMAIN mail AS text; ${table}`);
    await using wanted = await Workbench.open(server, `CREATE DOMAIN mail AS text CONSTRAINT filled CHECK (VALUE <> ''); ${table}`);
    const instructions = await bench.carryOut(changes(await wanted.model(), await bench.model()));
    expect(sqlOf(instructions)).toEqual([
      "ALTER DOMAIN public.mail ADD CONSTRAINT filled CHECK ((VALUE <> ''::text)\n) NOT VALID",
      "ALTER DOMAIN public.mail VALIDATE CONSTRAINT filled",
    ]);
    expect(hazardsOf(instructions)).toEqual(["constraintScan"]);
  });

  test("an extension is one object, and what belongs to it is none", async () => {
    await using bench = await Workbench.open(
      server,
      `CREATE SCHEMA "Odd.one"; CREATE EXTENSION citext SCHEMA "Odd.one"; CREATE TABLE t (id integer, c "Odd.one".citext)`,
      ["public", "Odd.one"],
    ).catch(() => Workbench.open(server));
    const { model, unmanaged } = await bench.inspect();
    const [found] = [...model.objects()].filter(({ kind }) => kind === "extension");
    // Not every server that tests run on brings extensions.
    if (found === undefined) return;
    expect(unmanaged).toEqual([]);
    expect(found).toMatchObject({ ref: { name: "citext" }, body: { schema: "Odd.one" }, comment: null });
  });
});
