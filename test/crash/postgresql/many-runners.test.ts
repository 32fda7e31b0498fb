import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { havePgBouncer, startPgBouncer } from "../../server/pgbouncer.ts";
import { describePostgres } from "../../server/postgres.ts";
import { planOf, sql, walk } from "../../execute/plans.ts";
import { run } from "../../execute/run.ts";
import { canonicalPlan } from "./canonical-plan.ts";
import { leftBehind, whole } from "./left-behind.ts";
import { startRunner } from "./runner.ts";

const transactional = planOf(
  ...[1, 2, 3, 4, 5].map((n) =>
    walk(`r${n}`, [[sql(`CREATE TABLE t${n} ()`), sql("SELECT pg_sleep(0.02)")]], {
      heads: { add: [`r${n}`], remove: n === 1 ? [] : [`r${n - 1}`] },
    }),
  ),
);

describePostgres("many runners", (server) => {
  test("four processes at once on an empty database: the effect of one, all succeed", { timeout: 120_000 }, async () => {
    await using database = await server.database();
    const runners = [1, 2, 3, 4].map(() => startRunner(database.url));
    expect(await Promise.all(runners.map(({ ended }) => ended))).toEqual(["0", "0", "0", "0"]);
    expect(await leftBehind(database.url)).toEqual(whole);
  });

  test("ten in one process, over and over: the journal is created once", { timeout: 120_000 }, async () => {
    for (let round = 0; round < 3; round++) {
      await using database = await server.database();
      await Promise.all(Array.from({ length: 10 }, () => run(database.url, transactional)));
      expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("5");
    }
  });

  test("who waits holds no transaction and no snapshot", async () => {
    await using database = await server.database();
    const slow = run(database.url, planOf(walk("r1", [[sql("SELECT pg_sleep(1)")]])));
    await expect
      .poll(() => ask(database.url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"))
      .toBe("1");
    const waiting = run(database.url, planOf());
    await expect
      .poll(() =>
        ask(
          database.url,
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle' AND backend_xmin IS NULL AND backend_xid IS NULL AND query LIKE '%keelson.lease%'",
        ),
      )
      .toBe("1");
    await Promise.all([slow, waiting]);
  });

  test("when its time is over the waiter goes with the code for a held lease", async () => {
    await using database = await server.database();
    const slow = run(database.url, planOf(walk("r1", [[sql("SELECT pg_sleep(1)")]])));
    await expect
      .poll(() => ask(database.url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"))
      .toBe("1");
    await expect(run(database.url, transactional, { wait: 0 })).rejects.toMatchObject({ code: "lease-held", exitCode: 4 });
    await slow;
  });

  test.skipIf(!havePgBouncer)("four through PgBouncer in transaction mode: the effect of one", { timeout: 120_000 }, async () => {
    await using database = await server.database();
    await using pool = await startPgBouncer({ server: database.url, mode: "transaction" });
    await Promise.all([1, 2, 3, 4].map(() => run(pool.url, transactional)));
    expect(await ask(database.url, "SELECT string_agg(revision, ' ') FROM keelson.history")).toBe("r1 r2 r3 r4 r5");
  });

  test.skipIf(!havePgBouncer)("what cannot run in a transaction is refused behind a pooler, before anything of it is done", async () => {
    await using database = await server.database();
    await using pool = await startPgBouncer({ server: database.url, mode: "transaction" });
    await expect(run(pool.url, canonicalPlan)).rejects.toMatchObject({ code: "direct-url-missing" });
    expect(await ask(database.url, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")).toBe("0");
    await run(database.url, canonicalPlan);
    expect(await leftBehind(database.url)).toEqual(whole);
  });

  test.skipIf(!havePgBouncer)("PgBouncer in statement mode is refused", async () => {
    await using database = await server.database();
    await using pool = await startPgBouncer({ server: database.url, mode: "statement" });
    await expect(run(pool.url, transactional)).rejects.toMatchObject({ code: "pooler-statement-mode" });
    expect(await ask(database.url, "SELECT to_regnamespace('keelson')::text")).toBeNull();
  });
});
