import type { Client } from "pg";
import { expect, test } from "vitest";
import { afterStatement, beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { ask, askRows } from "../../server/ask.ts";
import { describeHouse } from "../elementary/house.ts";
import { FaultProject, told } from "../faults/project.ts";
import { nobodyLeft, openSession, until } from "../faults/watch.ts";

const pending = "SELECT count(*) = 1 FROM pg_inherits WHERE (to_jsonb(pg_inherits) ->> 'inhdetachpending')::boolean";

const detaches = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%DETACH PARTITION%CONCURRENTLY'";

/** A table with two partitions that have rows, and what takes one of them off. */
async function openProject(url: string): Promise<FaultProject> {
  const project = new FaultProject({ url });
  const year = (from: number) =>
    `  - createTable: { name: events_${from}, partitionOf: { table: events, bounds: "FROM ('${from}-01-01') TO ('${from + 1}-01-01')" } }\n`;
  project.revision(
    "r1",
    [],
    `upgrade:\n  - createTable: { name: events, columns: [{ name: at, type: date, nullable: false }, { name: number, type: integer }], partitionBy: { method: range, columns: [at] } }\n${year(2026)}${year(2027)}`,
  );
  await project.upgrade();
  await ask(url, "INSERT INTO events SELECT '2026-06-01'::date + i, i FROM generate_series(1, 300) i");
  project.revision("r2", ["r1"], "upgrade:\n  - detachPartition: { table: events, partition: events_2026 }");
  return project;
}

/** What a whole run leaves, and nothing else. */
const whole = {
  partitions: "events_2027",
  checks: null,
  rows: "87 213",
  heads: "r2",
  history: "1 r1, 2 r2",
  unfinished: "0",
  held: "0",
};

async function leftBehind(url: string): Promise<unknown> {
  const [row] = await askRows(
    url,
    `SELECT (SELECT string_agg(inhrelid::regclass::text, ', ') FROM pg_inherits WHERE inhparent = 'events'::regclass) AS partitions,
      (SELECT string_agg(conname, ', ') FROM pg_constraint WHERE contype = 'c' AND conrelid = 'events_2026'::regclass) AS checks,
      ((SELECT count(*) FROM events) || ' ' || (SELECT count(*) FROM events_2026)) AS rows,
      (SELECT string_agg(revision, ', ' ORDER BY revision) FROM keelson.head) AS heads,
      (SELECT string_agg(seq || ' ' || revision, ', ' ORDER BY seq) FROM keelson.history) AS history,
      ((SELECT count(*) FROM keelson.progress) + (SELECT count(*) FROM keelson.backfill))::text AS unfinished,
      (SELECT count(*)::text FROM keelson.lease WHERE holder IS NOT NULL) AS held`,
  );
  return row;
}

describeHouse("DETACH PARTITION CONCURRENTLY", (house) => {
  test("killed before or inside any statement: the next run ends as if nothing had been", { timeout: 600_000 }, async () => {
    await using counting = await startProxy(await house.database());
    using rehearsal = await openProject(counting.url);
    const before = counting.statements().length;
    await rehearsal.upgrade();
    const statements = counting.statements().slice(before);
    expect(statements.filter((sql) => /DETACH PARTITION \S+ CONCURRENTLY$/.test(sql))).toHaveLength(1);
    expect(await leftBehind(counting.url)).toEqual(whole);
    for (const point of seededShare(
      statements.flatMap((_, at) => [beforeStatement(at + 1), afterStatement(at + 1)]),
      4,
    )) {
      const url = await house.database();
      using project = await openProject(url);
      await using proxy = await startProxy(url);
      const { child, finished } = project.start(["upgrade"], proxy.url);
      const killed = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      await Promise.race([killed, finished]);
      await finished;
      await project.upgrade();
      expect(await leftBehind(url), `${point.when} statement ${point.number}`).toEqual(whole);
      await nobodyLeft(url);
    }
  });

  test("killed between its two transactions: the next run brings to its end what cannot be taken back", { timeout: 120_000 }, async () => {
    const url = await house.database();
    using project = await openProject(url);
    const reader = await openReader(url);
    const { child, finished } = project.start(["upgrade"]);
    await until(url, pending);
    child.kill("SIGKILL");
    await finished;
    await using proxy = await startProxy(url);
    const rerun = project.start(["upgrade"], proxy.url);
    await proxy.at(beforeStatement(/FINALIZE/), () => "pass");
    await reader.end();
    const ended = await rerun.finished;
    expect(ended.code, told(ended)).toBe(0);
    expect(await leftBehind(url)).toEqual(whole);
    await nobodyLeft(url);
  });

  test("its session or the server ends between its two transactions: the run itself brings it to its end", {
    timeout: 120_000,
  }, async () => {
    const ways: readonly ((url: string) => Promise<unknown>)[] = [
      (url) => ask(url, `SELECT count(pg_terminate_backend(pid)) ${detaches}`),
      () => house.server.restart("immediate"),
    ];
    for (const end of ways) {
      const url = await house.database();
      using project = await openProject(url);
      const reader = await openReader(url);
      const { finished } = project.start(["upgrade"]);
      await until(url, pending);
      await end(url);
      expect(await ask(url, pending)).toBe(true);
      await reader.end().catch(() => undefined);
      const ended = await finished;
      expect(ended.code, told(ended)).toBe(0);
      expect(await leftBehind(url)).toEqual(whole);
      await nobodyLeft(url);
    }
  });
});

/** Whoever still sees it as a partition holds up the second transaction. */
async function openReader(url: string): Promise<Client> {
  const reader = await openSession(url);
  await reader.query("BEGIN; SELECT count(*) FROM events");
  return reader;
}
