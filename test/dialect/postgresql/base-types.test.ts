import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import { describePostgres } from "../../server/postgres.ts";
import { desired, difference, lines, schemas } from "./documents.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { modelOf, sqlOf, Workbench } from "./workbench.ts";

/** Base types with all that CREATE TYPE can say, a type that has a name and no more, and what uses them. */
const fixture = readFileSync(join(import.meta.dirname, "fixture/base-types.sql"), "utf8");

describePostgres("base types", (server) => {
  test("are read from their documents as they are, made from them as they were, and go in an order that holds", async () => {
    const left = await throughAnEmptyDatabase(server, fixture);
    expect(left.filter(({ kind }) => kind !== "schema")).toEqual([]);
  });

  test("may be written as people write them, LIKE another and with what holds anyhow", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    const live = await bench.model();
    const said = await desired({ objects: [{ sql: fixture }] });
    const types = [...said.objects()].filter(({ kind }) => kind === "baseType");
    expect(types.length).toBe(4);
    expect(lines(await difference(modelOf([...types, ...[...live.objects()].filter(({ kind }) => kind !== "baseType")]), live))).toEqual(
      [],
    );
    const otherwise = await desired({
      baseTypes: [
        {
          name: "pairs",
          sql: "CREATE TYPE pairs (input = pairs_in, output = pairs_out, internallength = 16, element = float8, alignment = float8, passedbyvalue = false, delimiter = ',', category = 'U', storage = plain)",
        },
      ],
    });
    expect(
      lines(
        await difference(
          modelOf([...otherwise.objects(), ...[...live.objects()].filter(({ ref }) => ref.name !== "pairs" || ref.schema !== "public")]),
          live,
        ),
      ),
    ).toEqual([]);
  });

  test("may be LIKE one of their own, whose layout is read from its document", async () => {
    const like = (name: string, rest: string): string =>
      `CREATE TYPE ${name}; CREATE FUNCTION ${name}_in(cstring) RETURNS ${name} AS 'int8in' LANGUAGE internal STRICT IMMUTABLE; CREATE FUNCTION ${name}_out(${name}) RETURNS cstring AS 'int8out' LANGUAGE internal STRICT IMMUTABLE;
       CREATE TYPE ${name} (INPUT = ${name}_in, OUTPUT = ${name}_out, ${rest});`;
    const sql = `CREATE SCHEMA util; CREATE SCHEMA "Odd Schema"; ${like("third", "LIKE = public.second")} ${like("second", "LIKE = first, ALIGNMENT = double")} ${like("first", "INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double")} ${like("rights", "LIKE = regrole")}`;
    await using bench = await Workbench.open(server, "", schemas);
    const wanted = await desired({ objects: [{ sql }] });
    await bench.carryOut(diff(wanted, await bench.model()).changes);
    expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
    expect(
      await bench.values(
        "SELECT typname::text || typlen::text || typbyval::text || typalign::text FROM pg_type WHERE typname IN ('first', 'second', 'third') ORDER BY 1",
      ),
    ).toEqual(["first8trued", "second8trued", "third8trued"]);
    const smaller = await desired({ objects: [{ sql: sql.replace("INTERNALLENGTH = 8", "INTERNALLENGTH = 4") }] });
    expect(lines(await difference(smaller, await bench.model())).length).toBe(3);
  });

  test("may have functions of the same names, each its own", async () => {
    const type = (name: string, whole: string): string =>
      `CREATE TYPE ${name}; CREATE FUNCTION ${name}_in(cstring) RETURNS ${name} AS 'int8in' LANGUAGE internal STRICT IMMUTABLE; CREATE FUNCTION shown(${name}) RETURNS cstring AS 'int8out' LANGUAGE internal STRICT IMMUTABLE;
       CREATE TYPE ${name} (INPUT = ${name}_in, OUTPUT = shown, ${whole});`;
    const left = await throughAnEmptyDatabase(
      server,
      `${type("a", "LIKE = int8")} ${type("b", "LIKE = int8")} ${type("c", "LIKE = int8")}`,
    );
    expect(left).toEqual([]);
  });

  test("change in place where ALTER TYPE can", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    const instructions = await bench.carryOut([
      await changed(bench, "widget", (text) => text.replace("RECEIVE = public.widget_recv, ", "").replace(/, ANALYZE = [a-z._]+/, "")),
    ]);
    expect(sqlOf(instructions)).toEqual(["ALTER TYPE public.widget SET (RECEIVE = NONE, ANALYZE = NONE)"]);
  });

  test("are made anew with all that stands on them, and refuse where a column does", async () => {
    await using bench = await Workbench.open(
      server,
      `${fixture.slice(0, fixture.indexOf("CREATE DOMAIN"))}; REVOKE EXECUTE ON FUNCTION widget_sql(widget) FROM PUBLIC`,
      schemas,
    );
    await bench.carryOut([await changed(bench, "widget", (text) => text.replace("CATEGORY = 'S'", "CATEGORY = 'X'"))]);
    const executable = await bench.values(
      "SELECT count(*)::int FROM pg_proc, aclexplode(proacl) g WHERE proname IN ('widget_out', 'widget_sql') AND g.grantee = 0",
    );
    expect(executable).toEqual([0]);
    await bench.client.query("CREATE TABLE things (w widget)");
    await expect(bench.lower([await changed(bench, "widget", (text) => text.replace("CATEGORY = 'X'", "CATEGORY = 'S'"))])).rejects.toThrow(
      "public.widget must be made anew for this change, and public.things.w is made of it",
    );
  });
});

async function changed(bench: Workbench, name: string, change: (text: string) => string): Promise<ObjectChange> {
  const before = known((await bench.model()).get({ kind: "baseType", schema: "public", name }));
  if (before === undefined) throw new Error(`no type ${name}`);
  return {
    kind: "object",
    before,
    after: { ...before, body: { ...before.body, definition: { text: change(before.body.definition.text), form: "canonical" } } },
  };
}
