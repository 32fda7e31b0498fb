import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describePostgres } from "../server/postgres.ts";
import { besidePostgres } from "./beside.ts";
import { TestProject } from "./project.ts";

/** Of every sort something that says where the rest lies; a column that is called like the schema. */
const documents = (home: string, more = "") => `
  schemas: [ { name: ${home}${more} } ],
  enums: [ { schema: ${home}, name: mood, values: [ a, b ] } ],
  domains: [ { schema: ${home}, name: pos, type: integer, checks: [ { name: positive, expression: "${home}.plus(VALUE, 1) > 0" } ] } ],
  compositeTypes: [ { schema: ${home}, name: pair, attributes: [ { name: l, type: integer }, { name: r, type: ${home}.mood } ] } ],
  sequences: [ { schema: ${home}, name: counter } ],
  functions: [
    { schema: ${home}, signature: "plus(integer, integer)", sql: "CREATE FUNCTION ${home}.plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2'" },
    { schema: ${home}, signature: "to_pair(${home}.mood)", sql: "CREATE FUNCTION ${home}.to_pair(${home}.mood) RETURNS ${home}.pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW(1, $1)'" },
    { schema: ${home}, signature: "eq(${home}.pair, ${home}.pair)", sql: "CREATE FUNCTION ${home}.eq(${home}.pair, ${home}.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).l = ($2).l'" },
    { schema: ${home}, signature: "fires()", sql: "CREATE FUNCTION ${home}.fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'" } ],
  procedures: [ { schema: ${home}, signature: "work(${home}.pos)", sql: "CREATE PROCEDURE ${home}.work(${home}.pos) LANGUAGE plpgsql AS 'BEGIN END'" } ],
  aggregates: [ { schema: ${home}, signature: "total(integer)", sql: "CREATE AGGREGATE ${home}.total(integer) (SFUNC = ${home}.plus, STYPE = integer, INITCOND = '0')" } ],
  operators: [ { schema: ${home}, signature: "=== (${home}.pair, ${home}.pair)", sql: "CREATE OPERATOR ${home}.=== (FUNCTION = ${home}.eq, LEFTARG = ${home}.pair, RIGHTARG = ${home}.pair)" } ],
  casts: [ { name: "${home}.mood AS ${home}.pair", comment: well, sql: "CREATE CAST (${home}.mood AS ${home}.pair) WITH FUNCTION ${home}.to_pair(${home}.mood)" } ],
  statistics: [ { schema: ${home}, name: st, sql: "CREATE STATISTICS ${home}.st ON id, num FROM ${home}.t" } ],
  tables: [
    { schema: ${home}, name: t, columns: [ { name: id, type: integer, default: "nextval('${home}.counter'::regclass)" }, { name: m, type: ${home}.mood, default: "'a'::${home}.mood" }, { name: p, type: ${home}.pair }, { name: num, type: ${home}.pos, default: "${home}.plus(1, 2)" }, { name: a, type: ${home}.pair }, { name: twice, type: integer, generated: { expression: "${home}.plus(id, id)", stored: true } } ],
      primaryKey: { columns: [ id ] },
      checks: [ { name: c, expression: "${home}.eq(p, p) OR (a).l > 0" } ],
      indexes: [ { name: i, keys: [ { expression: "${home}.plus(id, 1)" } ], where: "m = 'a'::${home}.mood" } ],
      rowSecurity: enabled, policies: [ { name: sees, using: "${home}.eq(p, p)" } ],
      triggers: [ { name: fire, sql: "CREATE TRIGGER fire BEFORE INSERT ON ${home}.t FOR EACH ROW WHEN (${home}.plus(NEW.id, 1) > 0) EXECUTE FUNCTION ${home}.fires()" } ],
      rules: [ { name: never, sql: "CREATE RULE never AS ON DELETE TO ${home}.t WHERE ${home}.plus(OLD.id, 0) = 0 DO INSTEAD NOTHING" } ] },
    { schema: ${home}, name: child, columns: [ { name: t, type: integer } ], foreignKeys: [ { name: of, columns: [ t ], references: { table: ${home}.t, columns: [ id ] } } ] } ],
  views: [ { schema: ${home}, name: v, query: "SELECT t.id, ${home}.to_pair(t.m) AS p, 'a'::${home}.mood AS a FROM ${home}.t JOIN ${home}.child ON child.t = t.id" } ]`;

describePostgres("schemas that are renamed", (server) => {
  const withProject = async (use: (project: TestProject, rows: (sql: string) => Promise<readonly unknown[]>) => Promise<void>) => {
    const database = await server.database();
    const beside = await besidePostgres(database.url);
    try {
      const project = new TestProject(postgresql, database.url);
      project.database = "schemas: [ public, a, b ]";
      project.schema(documents("a"));
      expect(await project.with((run) => reconcile(run, reconcileRequest("head")))).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync" });
      await use(project, (sql) => beside.rows(sql));
    } finally {
      await beside.close();
      await database.drop();
    }
  };

  test("what lies in it and what says so follow: the schema alone is renamed", async () => {
    await withProject(async (project, rows) => {
      await rows("INSERT INTO a.t (p) VALUES (ROW(1, 'a'))");
      project.schema(documents("b", ", renamedFrom: [ a ]"));
      const { comparison } = await project.with(compare);
      expect(comparison.schemaAhead.map(({ kind, name, action }) => `${action} ${kind} ${name}`)).toEqual(["rename schema b"]);
      expect(await project.with((run) => reconcile(run, reconcileRequest("head")))).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      expect(await rows("SELECT id FROM b.t")).toHaveLength(1);
    });
  });

  test("a revision renames it and back", async () => {
    await withProject(async (project) => {
      project.revision("r", null, "upgrade: [ { renameSchema: { from: a, to: b } } ]");
      project.schema(documents("b"));
      const up = await project.with((run) => reconcile(run, upgradeRequest("head")));
      expect(up).toMatchObject({ exitCode: 0 });
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      expect(await project.with((run) => reconcile(run, downgradeRequest("base")))).toMatchObject({ exitCode: 0 });
      project.documents.delete("r.yaml");
      project.schema(documents("a"));
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
    });
  });
});
