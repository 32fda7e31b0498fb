import { expect, test } from "vitest";
import type { ExecutionEvent } from "../../../src/execute/execution-event.ts";
import { run } from "../../execute/run.ts";
import { ask } from "../../server/ask.ts";
import { describePostgres, startServer } from "../../server/postgres.ts";
import { canonicalPlan } from "./canonical-plan.ts";
import { leftBehind, whole } from "./left-behind.ts";

describePostgres("a server in trouble", (server) => {
  test("ends our sessions again and again: the run goes on by the journal", { timeout: 120_000 }, async () => {
    await using database = await server.database();
    let events = 0;
    const ended: Promise<unknown>[] = [];
    const onEvent = ({ kind }: ExecutionEvent) => {
      if (kind !== "retrying" && kind !== "recovered" && events++ % 3 === 1)
        ended.push(
          ask(
            database.url,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'keelson'",
          ),
        );
    };
    await run(database.url, canonicalPlan, { onEvent });
    await Promise.all(ended);
    expect(ended.length).toBeGreaterThan(2);
    // The session that hands the lease on may be the one that is ended: then it is free all the same, at once.
    await run(database.url, canonicalPlan, { wait: 0 });
    expect(await leftBehind(database.url)).toEqual(whole);
  });

  test("crashes and comes back: the run goes on", { timeout: 120_000 }, async () => {
    await using own = await startServer({ major: server.major, fsync: "on" });
    let restarting: Promise<void> | undefined;
    const onEvent = ({ kind }: ExecutionEvent) => {
      if (kind === "batchDone") restarting ??= own.restart("immediate");
    };
    await run(own.url, canonicalPlan, { onEvent });
    await restarting;
    expect(restarting).toBeDefined();
    expect(await leftBehind(own.url)).toEqual(whole);
  });
});
