import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

describeEngines((engine) => {
  let opened: OpenedDatabase;
  beforeEach(async () => {
    opened = await engine.open();
  });
  afterEach(() => opened.drop());

  test("a row that a backfill cannot write is named by its key, those before it are written, and no row twice", async () => {
    const project = new TestProject(engine.dialect, opened.url);
    project.revision(
      "a",
      null,
      'upgrade: [ { createTable: { name: t, columns: [ { name: id, type: integer, nullable: false }, { name: score, type: integer, nullable: false } ], primaryKey: { columns: [id] }, checks: [ { name: t_n, expression: "score <> 100" } ] } } ]',
    );
    await project.with((run) => reconcile(run, upgradeRequest("head")));
    await opened.beside.run(`INSERT INTO t VALUES ${Array.from({ length: 60 }, (_, at) => `(${at + 1}, 0)`).join(", ")}`);
    await opened.beside.run("UPDATE t SET score = 99 WHERE id = 42");
    project.revision("b", "a", "upgrade: [ { backfill: { table: t, set: { score: score + 1 }, batch: { rows: 16 } }, downgrade: [] } ]");
    const failed = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([failed.exitCode, failed.error?.message]).toEqual([1, expect.stringMatching(/t \(.*(id|rowid) = 42\)/)]);
    expect(await opened.beside.rows("SELECT min(id) AS first FROM t WHERE score = 0")).toEqual([{ first: 43 }]);

    await opened.beside.run("UPDATE t SET score = 0 WHERE id = 42");
    await project.with((run) => reconcile(run, upgradeRequest("head")));
    expect(await opened.beside.rows("SELECT DISTINCT score FROM t")).toEqual([{ score: 1 }]);
  });
});
