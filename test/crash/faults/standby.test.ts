import { afterAll, beforeAll, expect, test } from "vitest";
import { startProxy } from "../../proxy/start-proxy.ts";
import { nightly } from "../../seeded-share.ts";
import { ask } from "../../server/ask.ts";
import { startServer, type Server } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeHistory, writeTransactionalHistory } from "./history.ts";
import { FaultProject, hasSaid, told } from "./project.ts";
import { traceOf } from "./trace.ts";
import { until } from "./watch.ts";

/** Waits until the standby has replayed all that the primary has written. */
async function caughtUp(primary: Server, standby: Server): Promise<void> {
  const written = await ask(primary.url, "SELECT pg_current_wal_insert_lsn()::text");
  await until(standby.url, `SELECT pg_last_wal_replay_lsn() >= '${written}'::pg_lsn`);
}

describeFaults("a standby that follows", ({ major }) => {
  let primary: Server;
  let standby: Server;
  beforeAll(async () => {
    // What is committed without waiting for the disk is written a while later: no standby could have seen it.
    primary = await startServer({ major, settings: { wal_writer_delay: "2s" } });
    standby = await startServer({ standbyOf: primary });
  });
  afterAll(async () => {
    await standby?.stop();
    await primary?.stop();
  });

  test("37: a hot standby is refused with one connection, and nothing that reads is", async () => {
    await using proxy = await startProxy(standby.url);
    using project = new FaultProject({ url: proxy.url });
    writeTransactionalHistory(project);
    const refused = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(refused.json().error.code).toBe("read-only");
    expect(proxy.messages.filter(({ kind }) => kind === "Startup").length).toBe(1);
    const status = await project.start(["status", "-o", "json"]).finished;
    expect(status.json().revision, told(status)).toMatchObject({ current: [], pending: 5 });
    using other = new FaultProject({ url: primary.url });
    writeTransactionalHistory(other);
    const tested = await other.exits(1, ["test", "--dev-url", standby.url, "-o", "json"]);
    expect(tested.json().error.code).toBe("read-only");
  });

  test("67: a standby that falls behind holds a backfill back after two batches, and lets it go on", { timeout: 120_000 }, async () => {
    await ask(
      primary.url,
      "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL); INSERT INTO person SELECT i, 0 FROM generate_series(1, 500) i",
    );
    using project = new FaultProject({ url: primary.url });
    project.revision(
      "r1",
      [],
      "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 10 }, throttle: { lag: 50ms, pause: 60ms } }\n    downgrade: []",
    );
    await caughtUp(primary, standby);
    await ask(standby.url, "SELECT pg_wal_replay_pause()");
    // It was only asked for: until the replay has seen it, it goes on.
    await until(standby.url, "SELECT pg_get_wal_replay_pause_state() = 'paused'");
    const run = project.start(["upgrade", "--log-format", "json"]);
    await hasSaid(run, '"heldBack"');
    const held = Number(await ask(primary.url, "SELECT count(*) FROM person WHERE score = 1"));
    await ask(standby.url, "SELECT pg_wal_replay_resume()");
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(held).toBeLessThanOrEqual(30);
    expect(await ask(primary.url, "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person")).toBe("500 1 1");
  });
});

describeFaults("a standby that is promoted", ({ major }) => {
  test("36: promoted without the last commits: what its journal says is the truth, and the rest is done once there", {
    timeout: 120_000,
  }, async () => {
    await using primary = await startServer({ major });
    await using link = await startProxy(primary.url);
    const { port } = new URL(link.url);
    await using standby = await startServer({
      standbyOf: primary,
      settings: { primary_conninfo: `host=127.0.0.1 port=${port} user=postgres` },
    });
    using project = new FaultProject({ url: primary.url });
    writeHistory(project);
    await project.exits(0, ["upgrade", "r2"]);
    await caughtUp(primary, standby);
    await link.down();
    await project.upgrade();
    const whole = await traceOf(primary.url);
    await primary.kill();

    await ask(standby.url, "SELECT pg_promote()");
    const status = await project.start(["status", "-o", "json"], standby.url).finished;
    expect(status.json().revision, told(status)).toMatchObject({ current: ["r2"], pending: 2 });
    await project.upgrade(standby.url);
    expect(await traceOf(standby.url)).toEqual(whole);
  });

  test.runIf(nightly)(
    "36: promoted while a runner held the lease: it is free for the new server when it has run out",
    { timeout: 120_000 },
    async () => {
      await using primary = await startServer({ major });
      await using standby = await startServer({ standbyOf: primary });
      using project = new FaultProject({ url: primary.url });
      project.revision("r0", [], 'upgrade:\n  - sql: { text: "CREATE TABLE person AS SELECT 1 AS id" }\n    downgrade: []');
      project.revision("r1", ["r0"], 'upgrade:\n  - sql: { text: "SELECT pg_sleep(600)" }\n    downgrade: []');
      const run = project.start(["upgrade"]);
      await until(primary.url, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      await caughtUp(primary, standby);
      await primary.kill();
      run.child.kill("SIGKILL");
      await run.finished;
      await ask(standby.url, "SELECT pg_promote()");
      expect(await ask(standby.url, "SELECT holder IS NOT NULL FROM keelson.lease")).toBe(true);
      project.revision("r1", ["r0"], "upgrade:\n  - addColumn: { table: person, column: { name: age, type: integer } }");
      const started = performance.now();
      await project.upgrade(standby.url);
      expect(performance.now() - started).toBeLessThan(60_000);
      expect(await ask(standby.url, "SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history")).toBe("r0 r1");
    },
  );
});
