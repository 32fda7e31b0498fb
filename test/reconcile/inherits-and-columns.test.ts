import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, type ReconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { describePostgres } from "../server/postgres.ts";
import { besidePostgres } from "./beside.ts";
import { allowLoss } from "./at-hand.ts";
import { TestProject } from "./project.ts";

const start =
  "{ createTable: { name: p, columns: [ { name: id, type: integer } ] } }, { createTable: { name: c, columns: [ { name: id, type: integer }, { name: own, type: text } ] } }";
const inherit = "{ alterTable: { name: c, inherits: [ p ] } }";
const more = "{ addColumn: { table: p, column: { name: more, type: text } } }";

/** Steps of one revision; what the columns of `c` are after it. */
const cases: readonly (readonly [what: string, steps: string, columns: string])[] = [
  ["a column of the other table after it", `${inherit}, ${more}`, "id, more, own"],
  ["a column of the table's own after it", `${inherit}, { addColumn: { table: c, column: { name: mine, type: text } } }`, "id, mine, own"],
  ["a column of both before it", `${more}, { addColumn: { table: c, column: { name: more, type: text } } }, ${inherit}`, "id, more, own"],
  [
    "a column of the other table that goes after it",
    `${more}, { addColumn: { table: c, column: { name: more, type: text } } }, ${inherit}, { dropColumn: { table: p, column: id } }`,
    "id, more, own",
  ],
  [
    "its end, and a column of the table after it",
    `{ addColumn: { table: c, column: { name: more, type: text } } }, ${inherit}, ${more}, { alterTable: { name: c, inherits: none } }, { addColumn: { table: c, column: { name: mine, type: text } } }`,
    "id, mine, more, own",
  ],
];

describePostgres("in one revision with what a table inherits from", (server) => {
  test.each(cases)("%s", async (_what, steps, columns) => {
    const database = await server.database();
    const beside = await besidePostgres(database.url);
    try {
      const project = new TestProject(postgresql, database.url);
      const go = async (request: ReconcileRequest) =>
        expect(await project.with((run) => reconcile(run, request))).toMatchObject({ exitCode: 0 });
      project.revision("a", null, `upgrade: [ ${start} ]`);
      await go(upgradeRequest("head"));
      await beside.run("INSERT INTO c VALUES (1, 'x'); INSERT INTO p VALUES (2)");
      project.revision("b", "a", `upgrade: [ ${steps} ]`);
      await go(upgradeRequest("head", allowLoss));
      expect(
        await beside.rows(
          "SELECT string_agg(attname, ', ' ORDER BY attname) AS columns FROM pg_attribute WHERE attrelid = 'c'::regclass AND attnum > 0 AND NOT attisdropped",
        ),
      ).toEqual([{ columns }]);
      expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", unmanaged: [] });
      await go(downgradeRequest("a", allowLoss));
      expect(await beside.rows("SELECT * FROM c")).toEqual([{ id: 1, own: "x" }]);
      expect((await project.with(compare)).comparison).toMatchObject({ drift: [] });
    } finally {
      await beside.close();
      await database.drop();
    }
  });

  test("a column that the table has from there already is refused before anything runs", async () => {
    const database = await server.database();
    try {
      const project = new TestProject(postgresql, database.url);
      project.revision(
        "a",
        null,
        `upgrade: [ ${start}, ${inherit}, ${more}, { addColumn: { table: c, column: { name: more, type: text } } } ]`,
      );
      await expect(project.with((run) => reconcile(run, upgradeRequest("head")))).rejects.toMatchObject({
        code: "column-comes-from-above",
      });
    } finally {
      await database.drop();
    }
  });
});
