import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../src/dialect/postgresql/analyse.ts";
import { readPrintedTrigger } from "../../../src/dialect/postgresql/definition/printed-trigger.ts";
import { readDefinition } from "../../../src/dialect/postgresql/definition/read-definition.ts";
import { askRows } from "../../server/ask.ts";
import { describePostgres } from "../../server/postgres.ts";

const fixture = `
  CREATE SCHEMA "odd ON s.t";
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TABLE t (a integer, b_2 integer, _c integer, "order" integer, "x ON s.t" integer, "Ü" integer);
  CREATE TABLE "odd ON s.t"."a "" b" (a integer);
  CREATE VIEW v AS SELECT a FROM t;`;

const sure = [
  "TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
  `TRIGGER "x BEFORE ""INSERT"" ON s.t " AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON t EXECUTE FUNCTION f('INSERT ON s.t', E'a\\nb')`,
  "TRIGGER x AFTER UPDATE OF b_2, a OR TRUNCATE ON t EXECUTE FUNCTION f()",
  "TRIGGER x BEFORE INSERT OR UPDATE OF _c ON t FOR EACH ROW WHEN (NEW.a > 1 AND NEW._c <> 2) EXECUTE FUNCTION f()",
  `TRIGGER x BEFORE DELETE ON "odd ON s.t"."a "" b" FOR EACH ROW EXECUTE FUNCTION f()`,
  "TRIGGER x INSTEAD OF INSERT OR UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f()",
  "CONSTRAINT TRIGGER x AFTER INSERT ON t FROM t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()",
  "TRIGGER x AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n EXECUTE FUNCTION f()",
].map((statement) => [statement, "read"] as const);

const unsure = [
  `TRIGGER x BEFORE UPDATE OF "order" ON t FOR EACH ROW EXECUTE FUNCTION f()`,
  `TRIGGER x BEFORE UPDATE OF a, "x ON s.t" ON t FOR EACH ROW EXECUTE FUNCTION f()`,
  `TRIGGER x BEFORE UPDATE OF "Ü" ON t FOR EACH ROW EXECUTE FUNCTION f()`,
].map((statement) => [statement, "left to the parser"] as const);

describePostgres("a trigger as the server prints it", (server) => {
  beforeAll(loadParser);

  test.each([...sure, ...unsure])("%s is %s", async (statement, how) => {
    await using database = await server.database();
    await askRows(database.url, `${fixture} CREATE ${statement}`);
    const [row] = await askRows(
      database.url,
      "SELECT set_config('search_path', '', false), pg_get_triggerdef(oid) AS printed FROM pg_trigger WHERE NOT tgisinternal",
    );
    const text = String(row?.["printed"]);
    const { event, constraint, rest } = readDefinition(text) as Exclude<ReturnType<typeof readDefinition>, { message: string }>;
    expect(readPrintedTrigger(text)).toEqual(how === "read" ? { event, constraint, rest } : null);
  });
});
