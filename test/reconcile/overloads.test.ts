import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

const overload = (type: string, result: number): string =>
  `{ signature: "f(${type})", sql: "CREATE FUNCTION f(${type}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ${result}'" }`;
const users = `domains: [ { name: d, type: integer, default: "f(1)", checks: [ { name: called, expression: "VALUE > f(2)" }, { name: other, expression: "VALUE > 0" } ] } ],
  views: [ { name: v, query: "SELECT f(7) AS one" } ],
  tables: [ { name: t, columns: [ { name: id, type: integer, default: "f(3)" }, { name: g, type: integer, generated: { expression: "f(id)", stored: true } }, { name: d, type: d } ],
    indexes: [ { name: i, keys: [ { expression: "f(id)" } ] } ],
    checks: [ { name: c, expression: "id <> f(4) + 1" } ], policies: [ { name: p, using: "f(5) > 0" } ] } ]`;

describePostgres("an overload that comes, and goes", (server) => {
  test("is called by what names it as it would be called anew", async () => {
    await using database = await server.database();
    const project = new TestProject(postgresql, database.url);
    project.database = "policy: { destructive: allow }";
    const go = () => project.with((run) => reconcile(run, reconcileRequest("head")));
    project.schema(`functions: [ ${overload("bigint", 2)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0 });
    expect(await ask(database.url, "SELECT one FROM v")).toBe(2);
    project.schema(`functions: [ ${overload("integer", 1)}, ${overload("bigint", 2)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0 });
    expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", drift: [] });
    expect(await ask(database.url, "SELECT one FROM v")).toBe(1);
    expect(await ask(database.url, "INSERT INTO t (d) VALUES (3) RETURNING id + g")).toBe(2);
    // One that nothing here calls changes nothing.
    project.schema(`functions: [ ${overload("integer", 1)}, ${overload("bigint", 2)}, ${overload("text", 3)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0, status: { plan: { statements: 1 } } });
    project.schema(`functions: [ ${overload("bigint", 2)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0 });
    expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", drift: [] });
    expect(await ask(database.url, "SELECT one FROM v")).toBe(2);
    expect(await ask(database.url, "INSERT INTO t (d) VALUES (3) RETURNING id + g")).toBe(4);
  });
});
