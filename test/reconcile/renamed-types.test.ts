import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describePostgres } from "../server/postgres.ts";
import { besidePostgres } from "./beside.ts";
import { TestProject } from "./project.ts";

const shout = (type: string, more = "") =>
  `{ signature: "shout(${type}, ${type}[])", sql: "CREATE FUNCTION shout(a ${type}, b ${type}[]) RETURNS ${type} LANGUAGE sql AS 'SELECT $1'"${more} }`;
const said = {
  enum: { plural: "enums", create: "createEnum", rename: "renameEnum", entry: (name: string) => `name: ${name}, values: [ a, b ]` },
  domain: { plural: "domains", create: "createDomain", rename: "renameDomain", entry: (name: string) => `name: ${name}, type: text` },
  compositeType: {
    plural: "compositeTypes",
    create: "createCompositeType",
    rename: "renameCompositeType",
    entry: (name: string) => `name: ${name}, attributes: [ { name: a, type: text } ]`,
  },
  rangeType: {
    plural: "rangeTypes",
    create: "createRangeType",
    rename: "renameRangeType",
    entry: (name: string) => `name: ${name}, type: text`,
  },
};

/** A base type with its functions. */
const base = (name: string) => ({
  type: `name: ${name}, sql: "CREATE TYPE ${name} (INPUT = mood_in, OUTPUT = mood_out, LIKE = text)"`,
  functions: `{ signature: "mood_in(cstring)", sql: "CREATE FUNCTION mood_in(cstring) RETURNS ${name} AS 'textin' LANGUAGE internal STRICT IMMUTABLE" }, { signature: "mood_out(${name})", sql: "CREATE FUNCTION mood_out(${name}) RETURNS cstring AS 'textout' LANGUAGE internal STRICT IMMUTABLE" }`,
});

describePostgres("types that are renamed", (server) => {
  const withProject = async (use: (project: TestProject, oids: () => Promise<readonly unknown[]>) => Promise<void>) => {
    const database = await server.database();
    const beside = await besidePostgres(database.url);
    try {
      await use(new TestProject(postgresql, database.url), () =>
        beside.rows("SELECT oid, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname"),
      );
    } finally {
      await beside.close();
      await database.drop();
    }
  };

  test.each(Object.entries(said))("%s: the functions over it stay, and stay ours", async (_kind, { plural, create, rename, entry }) => {
    await withProject(async (project, oids) => {
      project.revision("a", null, `upgrade: [ { ${create}: { ${entry("mood")} } }, { createFunction: ${shout("mood")} } ]`);
      project.schema(`${plural}: [ { ${entry("mood")} } ], functions: [ ${shout("mood")} ]`);
      expect(await project.with((run) => reconcile(run, upgradeRequest("head")))).toMatchObject({ exitCode: 0 });
      const before = await oids();
      project.revision("b", "a", `upgrade: [ { ${rename}: { from: mood, to: feeling } } ]`);
      project.schema(`${plural}: [ { ${entry("feeling")}, renamedFrom: [ mood ] } ], functions: [ ${shout("feeling")} ]`);
      expect(await project.with((run) => reconcile(run, upgradeRequest("head")))).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      expect(await oids()).toEqual(before);
      expect(await project.with((run) => reconcile(run, downgradeRequest("a")))).toMatchObject({ exitCode: 0 });
      expect(await oids()).toEqual(before);
      project.documents.delete("schema.yaml");
      expect((await project.with(compare)).comparison).toMatchObject({ state: "pending", unmanaged: [] });
    });
  });

  const cast = (kind: keyof typeof said, type: string, more = "") => {
    const value = { enum: "'a'", domain: "'a'", compositeType: "ROW('a')", rangeType: "'[a,b]'" }[kind];
    return {
      type: `name: ${type}${more}, ${said[kind].entry(type).replace(/^name: \w+, /, "")}`,
      table: `name: t, columns: [ { name: id, type: integer }, { name: mood, type: ${type}, default: "CAST(${value} AS ${type})" }, { name: said, type: text, default: "(${value}::${type})::text" } ],
        checks: [ { name: c, expression: "mood <> ${value}::${type} OR (said = 'mood'::text)" } ],
        indexes: [ { name: i, columns: [ id ], where: "mood = ${value}::${type}" } ]`,
      view: `name: v, query: "SELECT mood, ${value}::${type} AS other FROM t"`,
      routine: `signature: "f(${type})", sql: "CREATE FUNCTION f(a ${type}) RETURNS ${type} LANGUAGE plpgsql AS 'BEGIN RETURN ${value.replaceAll("'", "''")}::${type}; END'"`,
    };
  };
  const schemaOf = (kind: keyof typeof said, { type, table, view, routine }: ReturnType<typeof cast>) =>
    `${said[kind].plural}: [ { ${type} } ], tables: [ { ${table} } ], views: [ { ${view} } ], functions: [ { ${routine} } ]`;
  const kinds = Object.keys(said) as (keyof typeof said)[];

  test.each(kinds)("%s: what casts to it follows, by documents alone", async (kind) => {
    await withProject(async (project, oids) => {
      const go = () => project.with((run) => reconcile(run, reconcileRequest("head")));
      project.schema(schemaOf(kind, cast(kind, "mood")));
      expect(await go()).toMatchObject({ exitCode: 0 });
      const before = await oids();
      project.schema(schemaOf(kind, cast(kind, "feeling", ", renamedFrom: [ mood ]")));
      const { comparison } = await project.with(compare);
      expect(comparison.schemaAhead.map(({ kind: what, action }) => [what, action])).toEqual([
        [kind, "rename"],
        ["function", "alter"],
      ]);
      expect(await go()).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      expect(await oids()).toEqual(before);
    });
  });

  test("a cast follows the types that it is named by", async () => {
    await withProject(async (project) => {
      const go = () => project.with((run) => reconcile(run, reconcileRequest("head")));
      const schema = (type: string, more = "") =>
        project.schema(
          `enums: [ { name: ${type}, values: [ a ]${more} } ], casts: [ { name: "public.${type} AS integer", sql: "CREATE CAST (public.${type} AS integer) WITH FUNCTION public.f(public.${type})" } ], functions: [ { signature: "f(${type})", sql: "CREATE FUNCTION f(${type}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'" } ]`,
        );
      schema("mood");
      expect(await go()).toMatchObject({ exitCode: 0 });
      schema("feeling", ", renamedFrom: [ mood ]");
      const { comparison } = await project.with(compare);
      expect(comparison.schemaAhead.map(({ kind, action }) => [kind, action])).toEqual([["enum", "rename"]]);
      expect(await go()).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
    });
  });

  test("base types: their functions stay too, by documents alone", async () => {
    await withProject(async (project, oids) => {
      const schema = (name: string, more: string) =>
        project.schema(`baseTypes: [ { ${base(name).type}${more} } ], functions: [ ${base(name).functions}, ${shout(name)} ]`);
      const go = () => project.with((run) => reconcile(run, reconcileRequest("head")));
      schema("mood", "");
      expect(await go()).toMatchObject({ exitCode: 0 });
      const before = await oids();
      schema("feeling", ", renamedFrom: [ mood ]");
      expect(await go()).toMatchObject({ exitCode: 0 });
      expect(await oids()).toEqual(before);
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      project.schema(`baseTypes: [ { ${base("feeling").type} } ], functions: [ ${base("feeling").functions} ]`);
      expect(await go()).toMatchObject({ exitCode: 0 });
      expect(await oids()).toHaveLength(2);
    });
  });
});
