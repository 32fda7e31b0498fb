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
  tables: [ { name: t, columns: [ { name: id, type: integer, default: "f(3)" }, { name: g, type: integer, generated: { expression: "f(id)", stored: true } }, { name: d, type: d } ],
    checks: [ { name: c, expression: "id <> f(4) + 1" } ], policies: [ { name: p, using: "f(5) > 0" } ] } ]`;

describePostgres("an overload that goes", (server) => {
  test("leaves what calls it by a text that calls another one then", async () => {
    await using database = await server.database();
    const project = new TestProject(postgresql, database.url);
    project.database = "policy: { destructive: allow }";
    const go = () => project.with((run) => reconcile(run, reconcileRequest("head")));
    project.schema(`functions: [ ${overload("integer", 1)}, ${overload("bigint", 2)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0 });
    project.schema(`functions: [ ${overload("bigint", 2)} ], ${users}`);
    expect(await go()).toMatchObject({ exitCode: 0 });
    expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", drift: [] });
    expect(await ask(database.url, "INSERT INTO t (d) VALUES (3) RETURNING id + g")).toBe(4);
  });
});
