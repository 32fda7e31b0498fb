import { afterEach, beforeEach, expect, test } from "vitest";
import { historyFault } from "../../src/reconcile/history-fault.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { repair } from "../../src/reconcile/repair.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;
  const history = engine.dialect.name === "sqlite" ? "keelson_history" : "keelson.history";

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, "upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ]");
    project.revision("b", "a", "upgrade: [ { insertRows: { table: users, rows: [ { id: 1 } ] } } ]");
    project.revision("c", "b", "upgrade: [ { insertRows: { table: users, rows: [ { id: 2 } ] } } ]");
    await project.with((run) => reconcile(run, upgradeRequest("head")));
    project.revision("d", "c", "upgrade: [ { addColumn: { table: users, column: { name: age, type: integer } } } ]");
  });
  afterEach(() => opened.drop());

  test.each([
    ["its middle", "WHERE revision = 'b'", /row 3/],
    ["its end", "WHERE revision = 'c'", /ends at row 2, but row 3/],
    ["all of it", "", /ends at row 0, but row 3/],
  ])("a history that lost rows of %s stops every run until it is accepted, and nothing runs twice", async (_name, where, said) => {
    await beside.run(`DELETE FROM ${history} ${where}`);
    const stopped = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([stopped.situation, stopped.exitCode, stopped.error?.code]).toEqual(["databaseReplaced", 3, "history-broken"]);

    expect(await project.with(historyFault)).toMatch(said);

    expect(await project.with(repair)).toMatchObject({ history: "accepted" });
    const outcome = await project.with((run) => reconcile(run, upgradeRequest("head")));
    expect([outcome.exitCode, outcome.status.revision.current]).toEqual([0, ["d"]]);
    expect(await beside.rows("SELECT id FROM users ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await project.with(repair)).toMatchObject({ history: "whole" });
  });

  test.each(["upgrade", "reconcile"])("a history that was cut short is noticed by %s where nothing else is to be done", async (verb) => {
    const request = verb === "upgrade" ? upgradeRequest("head") : reconcileRequest("head");
    await project.with((run) => reconcile(run, request));
    const settled = await project.with((run) => reconcile(run, request));
    expect([settled.exitCode, settled.status.message]).toEqual([0, expect.stringContaining("Nothing to do")]);
    expect(await project.with(historyFault)).toBeNull();
    await beside.run(`DELETE FROM ${history} WHERE revision = 'd'`);
    expect((await reconcileOnce(project.options(), request)).error?.code).toBe("history-broken");
  });
});
