import { afterEach, beforeEach, expect, test } from "vitest";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, type ReconcileRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { standStill } from "../../src/reconcile/stand-still.ts";
import { allowLoss } from "./at-hand.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const users = "{ createTable: { name: users, columns: [ { name: id, type: integer }, { name: age, type: integer } ] } }";
const index = "{ createIndex: { table: users, name: users_age_idx, columns: [age] } }";
const check = '{ addConstraint: { table: users, check: { name: users_age_check, expression: "age > 0" } } }';
/** Its way down fails for good. */
const oneWay = "{ insertRows: { table: users, rows: [ { id: 1, age: 1 } ] }, downgrade: [ { sql: { text: DELETE FROM nowhere } } ] }";
const addColumn = (name: string) => `{ addColumn: { table: users, column: { name: ${name}, type: integer } } }`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, `upgrade: [ ${users} ]`);
  });
  afterEach(() => opened.drop());

  const go = (request: ReconcileRequest) => project.with((run) => reconcile(run, request));
  const tryTo = (request: ReconcileRequest) => reconcileOnce(project.options(), request);
  const objects = async () =>
    engine.dialect.name === "sqlite"
      ? beside.rows("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'keelson%' ORDER BY 1")
      : beside.rows(
          "SELECT conname AS name FROM pg_constraint WHERE conrelid = 'users'::regclass UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'users%' ORDER BY 1",
        );

  test.each([
    ["upgrade", upgradeRequest("head")],
    ["reconcile", reconcileRequest("head")],
  ])("%s walks a downgrade back that stopped half way and cannot be finished", async (_name, request) => {
    project.revision("b", "a", `upgrade: [ ${oneWay}, ${index}, ${check} ]`);
    await go(upgradeRequest("head"));
    const before = await objects();
    expect((await tryTo(downgradeRequest("a", allowLoss))).exitCode).toBe(1);
    expect(await objects()).not.toEqual(before);
    const stopped = await project.with(standStill);
    expect(stopped.status.message).toMatch(/revision b.*stage \d of \d, step 1.*nowhere/is);
    expect(stopped.status.progress).toMatchObject({ revision: "b", error: expect.stringContaining("nowhere") });

    const outcome = await go(request);
    expect([outcome.exitCode, outcome.status.revision.current, outcome.status.progress]).toEqual([0, ["b"], null]);
    expect(await objects()).toEqual(before);
    expect(await beside.rows("SELECT id FROM users")).toEqual([{ id: 1 }]);
  });

  test("the plan shows what is walked back, and nothing else", async () => {
    project.revision("b", "a", `upgrade: [ ${oneWay}, ${index}, ${check} ]`);
    await go(upgradeRequest("head"));
    await tryTo(downgradeRequest("a", allowLoss));
    const { plan } = await project.with((run) => computePlan(run, upgradeRequest("head")));
    expect(plan.walks.map(({ revision, direction }) => [revision, direction])).toEqual([["b", "up"]]);
    expect(plan.to).toEqual(["b"]);
  });

  test("a downgrade of which no stage was done is dropped", async () => {
    project.revision("b", "a", `upgrade: [ ${oneWay} ]`);
    await go(upgradeRequest("head"));
    await tryTo(downgradeRequest("a", allowLoss));
    expect((await project.with(standStill)).status.progress).toMatchObject({ revision: "b" });
    const outcome = await go(upgradeRequest("head"));
    expect([outcome.exitCode, outcome.status.progress]).toEqual([0, null]);
    expect((await project.with(standStill)).status.reason).toBe("InSync");
  });

  test("a relative target means the same revision from the first look to the end", async () => {
    project.revision("b", "a", `upgrade: [ ${addColumn("length")} ]`);
    project.revision("c", "b", `when: { query: SELECT count(*) FROM users, expect: 0 }, upgrade: [ ${addColumn("weight")} ]`);
    project.revision("d", "c", `upgrade: [ ${addColumn("size")} ]`);
    project.revision("e", "d", `upgrade: [ ${addColumn("height")} ]`);
    await go(upgradeRequest("a"));
    expect((await go(upgradeRequest("+2"))).status.revision.current).toEqual(["c"]);
  });

  test("one step back from a revision that stopped half way is that half, and nothing of the one before", async () => {
    const people =
      "{ createTable: { name: people, columns: [ { name: id, type: integer, nullable: false } ], primaryKey: { columns: [id] } } }";
    const fill =
      "{ addColumn: { table: people, column: { name: size, type: integer } } }, { backfill: { table: people, set: { size: '1' }, where: size IS NULL } }";
    project.revision("b", "a", `upgrade: [ ${people} ]`);
    await go(upgradeRequest("head"));
    await beside.run("INSERT INTO people VALUES (1)");
    project.revision("c", "b", `upgrade: [ ${fill}, { sql: { text: DELETE FROM nowhere }, downgrade: [] } ]`);
    expect((await tryTo(upgradeRequest("head"))).exitCode).toBe(1);
    expect(await beside.rows("SELECT size FROM people")).toEqual([{ size: 1 }]);

    const outcome = await go(downgradeRequest("-1", allowLoss));
    expect([outcome.exitCode, outcome.status.revision.current, outcome.status.progress]).toEqual([0, ["b"], null]);
    expect(await beside.rows("SELECT * FROM people")).toEqual([{ id: 1 }]);
  });
});
