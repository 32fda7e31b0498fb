import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

const add = (word: string): string =>
  `{ signature: "add(integer)", sql: "CREATE FUNCTION add(integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN ${word} $1 + 1; END'" }`;
const broken = {
  exitCode: 3,
  error: {
    diagnostics: [{ code: "sql-syntax", message: expect.stringContaining('in the body: syntax error at or near "RETRUN"'), position: {} }],
  },
};
const count = "SELECT count(*)::int FROM pg_class WHERE relname IN ('a', 'b')";

describePostgres("a body that does not parse", (server) => {
  test("is refused before anything runs, as a step and as it is declared", async () => {
    await using database = await server.database();
    const project = new TestProject(postgresql, database.url);
    const table = (name: string) => `{ name: ${name}, columns: [ { name: id, type: integer } ] }`;
    project.revision("one", null, `upgrade: [ { createTable: ${table("a")} }, { createFunction: ${add("RETRUN")} } ]`);
    expect(await reconcileOnce(project.options(), upgradeRequest("head"))).toMatchObject(broken);
    expect(await ask(database.url, count)).toBe(0);
    project.revision("one", null, `upgrade: [ { createTable: ${table("a")} }, { createFunction: ${add("RETURN")} } ]`);
    expect(await reconcileOnce(project.options(), upgradeRequest("head"))).toMatchObject({ exitCode: 0 });
    project.database = "mode: declarative";
    project.schema(`tables: [ ${table("a")}, ${table("b")} ], functions: [ ${add("RETRUN")} ]`);
    expect(await reconcileOnce(project.options(), reconcileRequest("head"))).toMatchObject(broken);
    expect(await ask(database.url, count)).toBe(1);
  });
});
