import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const text = (name: string) => `{ name: ${name}, type: text }`;
const people = `{ createTable: { name: people, columns: [ { name: id, type: integer, nullable: false }, ${text("first")}, ${text("last")} ], primaryKey: { columns: [id] } } }`;
const add = `{ addColumn: { table: people, column: ${text("whole")} } }`;
const fill = (where: string) =>
  `{ backfill: { table: people, set: { whole: "first || ' ' || last" }${where}, batch: { rows: 1 }, keepInSync: true } }`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;
  const helpers = () =>
    beside.rows(
      engine.dialect.name === "sqlite"
        ? "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        : "SELECT tgname AS name FROM pg_trigger UNION SELECT proname FROM pg_proc WHERE proname LIKE 'keelson_sync%'",
    );
  const wholes = () => beside.rows("SELECT id, whole FROM people ORDER BY id");

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, `upgrade: [ ${people} ]`);
    await project.with((run) => reconcile(run, upgradeRequest("head")));
    await beside.run("INSERT INTO people VALUES (1, 'Ada', 'L'), (3, 'Bob', 'M'), (5, 'Cleo', 'N')");
  });
  afterEach(() => opened.drop());

  /** Stops when the first batch is done: the trigger is there, the walk has not ended. */
  const halfWay = async () => {
    const stop = new AbortController();
    const onEvent = (event: ExecutionEvent) => void (event.kind === "batchDone" && stop.abort());
    const outcome = await reconcileOnce(project.options({ signal: stop.signal, onEvent }), upgradeRequest("head"));
    expect(outcome.situation).toBe("interrupted");
  };

  describe.each([
    ["that are not filled yet", ", where: whole IS NULL"],
    ["of the whole table", ""],
  ])("a backfill of rows %s", (_name, where) => {
    test("is kept in step with what an application writes meanwhile, and leaves nothing behind", async () => {
      project.revision("b", "a", `upgrade: [ ${add}, ${fill(where)} ]`);
      await halfWay();
      expect(await helpers()).not.toEqual([]);
      await beside.run("INSERT INTO people VALUES (0, 'Zoe', 'K', NULL)");
      await beside.run("UPDATE people SET last = 'X' WHERE id IN (1, 5)");
      expect(await wholes()).toEqual([
        { id: 0, whole: "Zoe K" },
        { id: 1, whole: "Ada X" },
        { id: 3, whole: null },
        { id: 5, whole: "Cleo X" },
      ]);
      await beside.run("UPDATE people SET whole = 'my own' WHERE id = 1");
      expect((await wholes())[1]).toEqual({ id: 1, whole: "my own" });
      expect((await project.with((run) => reconcile(run, upgradeRequest("head")))).exitCode).toBe(0);
      expect(await helpers()).toEqual([]);
      expect((await wholes()).map(({ whole }) => whole)).toEqual(["Zoe K", "my own", "Bob M", "Cleo X"]);
    });
  });

  test("what kept it in step goes with it when it is walked back, and before what it reads is dropped", async () => {
    project.revision("b", "a", `upgrade: [ ${add}, ${fill(", where: whole IS NULL")}, { dropColumn: { table: people, column: last } } ]`);
    await halfWay();
    await project.with((run) => reconcile(run, downgradeRequest("a", { allowed: new Set(["dataLoss"]) })));
    expect([await helpers(), await beside.columns("people")]).toEqual([[], ["id", "first", "last"]]);
    await project.with((run) => reconcile(run, upgradeRequest("head", { allowed: new Set(["dataLoss"]) })));
    expect([await helpers(), await beside.columns("people")]).toEqual([[], ["id", "first", "whole"]]);
  });

  test("a step that reads what it writes is refused", async () => {
    project.revision("b", "a", `upgrade: [ { backfill: { table: people, set: { last: "last || '!'" }, keepInSync: true } } ]`);
    const outcome = await reconcileOnce(project.options(), upgradeRequest("head"));
    expect([outcome.exitCode, outcome.error?.code]).toEqual([3, "keep-in-sync-feeds-itself"]);
  });
});
