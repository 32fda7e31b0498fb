import { Client } from "pg";
import { expect, test } from "vitest";
import { run } from "../../execute/run.ts";
import { afterStatement, beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { ask } from "../../server/ask.ts";
import { describePostgres } from "../../server/postgres.ts";
import { canonicalPlan } from "./canonical-plan.ts";
import { leftBehind, whole } from "./left-behind.ts";
import { startRunner } from "./runner.ts";

describePostgres("a runner that is killed", (server) => {
  test("before or inside any statement: the next one ends as if nothing had been", { timeout: 600_000 }, async () => {
    await using rehearsal = await server.database();
    await using counting = await startProxy(rehearsal.url);
    await run(counting.url, canonicalPlan);
    const points = counting.statements().flatMap((_, at) => [beforeStatement(at + 1), afterStatement(at + 1)]);
    for (const point of seededShare(points, 8)) {
      await using database = await server.database();
      await using proxy = await startProxy(database.url);
      const { child, ended } = startRunner(proxy.url);
      const reached = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      await reached;
      expect(await ended).toBe("SIGKILL");
      await run(database.url, canonicalPlan);
      expect(await leftBehind(database.url), `${point.when} statement ${point.number}`).toEqual(whole);
    }
  });

  test("inside CREATE INDEX CONCURRENTLY: the rerun ends what still builds, clears what is invalid, and builds it", {
    timeout: 120_000,
  }, async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE person AS SELECT i AS id, i AS age FROM generate_series(1, 1000) i");
    // A writer that does not end holds the build in its first wait.
    const blocker = new Client({ connectionString: database.url });
    blocker.on("error", () => {});
    await blocker.connect();
    await blocker.query("BEGIN; UPDATE person SET age = 0 WHERE id = 1");
    const { child, ended } = startRunner(database.url, "index");
    const valid = () => ask(database.url, "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('person_age')");
    await expect.poll(valid, { timeout: 10_000 }).toBe(false);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    const rerun = startRunner(database.url, "index");
    // Clearing the invalid index waits for the same writer.
    await expect
      .poll(
        () =>
          ask(
            database.url,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'DROP INDEX CONCURRENTLY%' AND state = 'active'",
          ),
        { timeout: 10_000 },
      )
      .toBe("1");
    await blocker.query("COMMIT");
    await blocker.end();
    expect(await rerun.ended).toBe("0");
    expect(await valid()).toBe(true);
    expect(await ask(database.url, "SELECT count(*) FROM keelson.history")).toBe("1");
  });
});
