import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects, users } from "./at-hand.ts";

const sleeps = {
  postgresql: "SELECT pg_sleep(20)",
  // No index helps: every pair is looked at.
  sqlite:
    "CREATE TABLE slow AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000) SELECT count(*) AS c FROM n a, n b WHERE a.x * b.x = -1",
};

describeProjects((at, { dialect }) => {
  const slow = sleeps[dialect.name as keyof typeof sleeps];
  const attempt = () => reconcileOnce(at.project.options(), upgradeRequest("head"));

  test("a step that takes longer than its timeout is cancelled with all of its transaction, and told by its line", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, { id: slow, sql: { text: "${slow}" }, timeout: 300ms, downgrade: [] } ]`);
    const outcome = await attempt();
    expect([outcome.exitCode, outcome.error?.code, outcome.status.message]).toEqual([
      7,
      "step-timeout",
      expect.stringContaining("its timeout of 300ms"),
    ]);
    expect(outcome.error?.diagnostics).toMatchObject([
      { position: { file: "a.yaml" }, message: expect.stringContaining(`in: ${slow.slice(0, 20)}`) },
    ]);
    expect(await at.beside.tables()).toEqual([]);
  });

  const fills = "{ updateRows: { table: users, set: { email: \"'x'\" } }, id: slow, timeout: 300ms";

  test("what undoes a step has the time of the step", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `upgrade: [ ${fills}, downgrade: [ { sql: { text: "${slow}" } } ] } ]`);
    await at.go(upgradeRequest("head"));
    const outcome = await reconcileOnce(at.project.options(), downgradeRequest("a"));
    expect([outcome.exitCode, outcome.error?.code, outcome.status.message]).toEqual([
      7,
      "step-timeout",
      expect.stringContaining("its timeout of 300ms"),
    ]);
    expect(await at.beside.tables()).toEqual(["users"]);
  });

  test.runIf(dialect.name === "postgresql")("a way down of the whole revision has the time of none of its steps", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision(
      "b",
      "a",
      `upgrade: [ { addColumn: { table: users, column: { name: a, type: integer } }, timeout: 400ms } ], downgrade: [ { sql: { text: "SELECT pg_sleep(0.6); ALTER TABLE users DROP COLUMN a" } } ]`,
    );
    await at.go(upgradeRequest("head"));
    expect(await at.reasons(downgradeRequest("a", allowLoss))).toEqual(["InSync", 0]);
  });

  test("its neighbours have their own time, and one that ends in time is none the worse", async () => {
    at.project.revision(
      "a",
      null,
      `upgrade: [ ${users}, { addColumn: { table: users, column: { name: a, type: integer } }, timeout: 1m }, { insertRows: { table: users, rows: [ { id: 1 } ] }, timeout: 1m }, { updateRows: { table: users, set: { a: "7" } }, downgrade: [] } ]`,
    );
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    at.project.revision(
      "b",
      "a",
      "upgrade: [ { backfill: { table: users, set: { a: '8' }, where: a = 7 }, timeout: 1m, downgrade: [] }, { addConstraint: { table: users, unique: { name: u, columns: [a] } }, timeout: 1m } ]",
    );
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.reasons(downgradeRequest("a"))).toEqual(["InSync", 0]);
    expect(await at.beside.rows("SELECT id, a FROM users")).toEqual([{ id: 1, a: 8 }]);
  });

  test("a backfill whose time is over keeps what it has done, and the next run goes on", async () => {
    at.project.revision(
      "a",
      null,
      `upgrade: [ ${users}, { addColumn: { table: users, column: { name: hits, type: integer, nullable: false, default: '0' } } } ]`,
    );
    await at.go(upgradeRequest("head"));
    const numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20)";
    await at.beside.run(
      `${dialect.name === "sqlite" ? `INSERT INTO users (id) ${numbers} SELECT x FROM n` : "INSERT INTO users (id) SELECT generate_series(1, 20)"}`,
    );
    const backfill = (timeout: string) =>
      `upgrade: [ { backfill: { table: users, set: { hits: hits + 1 }, batch: { rows: 1, target: 1ms }, throttle: { pause: 100ms } }, ${timeout} downgrade: [] } ]`;
    at.project.revision("b", "a", backfill("timeout: 500ms,"));
    expect(await attempt()).toMatchObject({ exitCode: 7, error: { code: "step-timeout" } });
    const done = await at.count("users WHERE hits = 1");
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(20);
    for (let runs = 0; (await attempt()).exitCode === 7 && runs < 20; ) runs++;
    expect(await at.beside.rows("SELECT count(*) AS n FROM users WHERE hits <> 1")).toMatchObject([
      { n: expect.toSatisfy((n) => Number(n) === 0) },
    ]);
  });
});
