import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startProxy, type PostgresProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { havePostgresTools, postgresTool } from "../../server/postgres-tool.ts";
import { startServer } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { noise, probe } from "./probe.ts";
import { FaultProject, told } from "./project.ts";
import { until } from "./watch.ts";

const lockTimeout = 300;
const holdBudget = 800;
const addAge = "upgrade:\n  - addColumn: { table: person, column: { name: age, type: integer } }";
const columns = "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'age'";
const vacuuming = "query LIKE 'autovacuum: VACUUM%public.person (to prevent wraparound)'";
const read = "SELECT score FROM person WHERE id = 1";

/** Until the run has been turned away from the lock so often. */
const turnedAway = ({ messages }: PostgresProxy, times: number) =>
  expect
    .poll(() => messages.filter(({ kind, text }) => kind === "ErrorResponse" && (text === "55P03" || text === "57014")).length, {
      timeout: 30_000,
    })
    .toBeGreaterThanOrEqual(times);

describeFaults("others at work on the table", (server) => {
  test("13: an autovacuum against wraparound, which gives way to nobody: waited for, and nobody queues behind us", {
    timeout: 120_000,
  }, async () => {
    await using own = await startServer({ major: server.major, settings: { autovacuum_naptime: "1", autovacuum_vacuum_cost_limit: "1" } });
    const set = async (setting: string) => {
      await ask(own.url, `ALTER SYSTEM SET ${setting}`);
      await ask(own.url, "SELECT pg_reload_conf()");
    };
    await set("autovacuum_vacuum_cost_delay = 100");
    // None before the table is old enough: it would be an ordinary one, and as slow.
    await set("autovacuum = off");
    await until(own.url, "SELECT count(*) = 0 FROM pg_stat_activity WHERE backend_type LIKE 'autovacuum %'");
    // Of the table alone: of the server, every catalogue of every database would be as old, and some of them first.
    await ask(
      own.url,
      "CREATE TABLE person WITH (autovacuum_freeze_max_age = 100000) AS SELECT i AS id, 0 AS score, repeat('x', 500) AS filler FROM generate_series(1, 4000) i",
    );
    await ask(own.url, "DO $$ BEGIN FOR i IN 1..110000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");
    await set("autovacuum = on");
    await until(own.url, `SELECT count(*) = 1 FROM pg_stat_activity WHERE ${vacuuming}`, 60);
    const reader = probe(own.url, read);
    await using proxy = await startProxy(own.url);
    using project = new FaultProject({ url: proxy.url });
    project.revision("r1", [], addAge);
    const run = project.start(["upgrade"]);
    await turnedAway(proxy, 3);
    expect(await ask(own.url, `SELECT count(*)::int FROM pg_stat_activity WHERE ${vacuuming}`)).toBe(1);
    // Before PostgreSQL 16 one that is at work goes on as slowly; the next one does not.
    await set("autovacuum_vacuum_cost_delay = 0");
    await ask(own.url, `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${vacuuming}`);
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(await reader.stop()).toBeLessThan(lockTimeout + holdBudget + noise);
    expect(await ask(own.url, columns)).toBe(1);
  });

  test.skipIf(!havePostgresTools)(
    "17: pg_dump whose reader is slow: others read on, and the run is through when the dump is",
    { timeout: 120_000 },
    async () => {
      await using database = await server.database();
      await ask(
        database.url,
        "CREATE TABLE person AS SELECT i AS id, 0 AS score, repeat(md5(i::text), 30) AS filler FROM generate_series(1, 40000) i",
      );
      const dump = spawn(postgresTool("pg_dump"), ["--no-password", "--dbname", database.url], { stdio: ["ignore", "pipe", "ignore"] });
      await until(
        database.url,
        "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_dump' AND wait_event = 'ClientWrite'",
      );
      const reader = probe(database.url, read);
      await using proxy = await startProxy(database.url);
      using project = new FaultProject({ url: proxy.url });
      project.revision("r1", [], addAge);
      const run = project.start(["upgrade"]);
      await turnedAway(proxy, 3);
      const closed = once(dump, "close");
      dump.stdout.resume();
      expect((await closed)[0]).toBe(0);
      const finished = await run.finished;
      expect(finished.code, told(finished)).toBe(0);
      expect(await reader.stop()).toBeLessThan(lockTimeout + holdBudget + noise);
      expect(await ask(database.url, columns)).toBe(1);
    },
  );
});
