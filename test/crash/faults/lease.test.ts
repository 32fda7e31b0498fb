import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeHistory } from "./history.ts";
import { FaultProject, told } from "./project.ts";
import { traceOf } from "./trace.ts";
import { nobodyLeft, until } from "./watch.ts";

const people =
  "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL); INSERT INTO person SELECT i, 0 FROM generate_series(1, 60) i";
const batches = (pause: string) =>
  `upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 5 }, throttle: { pause: ${pause} } }\n    downgrade: []`;
const oneBatchDone = "SELECT count(*) = 1 FROM keelson.backfill WHERE rows > 0";
const counted = "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person";
const done = "SELECT count(*)::int FROM person WHERE score = 1";

describeFaults("the lease and the work part", (server) => {
  test("7: somebody else has taken the lease: the work stops before its next commit", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, people);
    using project = new FaultProject(database);
    project.revision("r1", [], batches("1s"));
    const run = project.start(["upgrade", "-o", "json"]);
    await until(database.url, oneBatchDone);
    await ask(
      database.url,
      "UPDATE keelson.lease SET token = gen_random_uuid(), holder = gen_random_uuid(), project = 'other', expires_at = clock_timestamp() + interval '1 minute'",
    );
    const rows = await ask(database.url, done);
    const finished = await run.finished;
    expect(finished.code, told(finished)).not.toBe(0);
    expect(told(finished)).toMatch(/lease/);
    expect(await ask(database.url, done)).toBe(rows);
    expect(await ask(database.url, "SELECT project FROM keelson.lease WHERE holder IS NOT NULL"), "the other's lease is let alone").toBe(
      "other",
    );
    await nobodyLeft(database.url);
    await project.exits(0, ["unlock", "--yes"]);
    await project.upgrade();
    expect(await ask(database.url, counted)).toBe("60 1 1");
  });

  test("7: the session that beats dies alone: the work goes on under the same lease, which is beaten again", {
    timeout: 60_000,
  }, async () => {
    await using database = await server.database();
    await ask(database.url, people);
    using project = new FaultProject(database);
    project.revision("r1", [], batches("4s"));
    const run = project.start(["upgrade"]);
    await until(database.url, "SELECT beat > since FROM keelson.lease", 30);
    const beating =
      "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson' AND query LIKE '%beat%' AND state = 'idle'";
    // It is idle a moment after the beat can be seen.
    await until(database.url, `SELECT count(*) = 1 ${beating}`);
    expect(await ask(database.url, `SELECT count(pg_terminate_backend(pid))::int ${beating}`)).toBe(1);
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(await ask(database.url, counted)).toBe("60 1 1");
    await nobodyLeft(database.url);
  });

  test("16: one that watches and others by hand: the effect of one, whoever did it", { timeout: 120_000 }, async () => {
    await using undisturbed = await server.database();
    await using database = await server.database();
    using alone = new FaultProject(undisturbed);
    writeHistory(alone);
    alone.revision("r5", ["r4"], "upgrade:\n  - createTable: { name: late, columns: [ { name: id, type: bigint } ] }");
    await alone.upgrade();
    using project = new FaultProject(database);
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE } }\n  source: { directory: ./db }\n  schedule: { resync: 50ms }\n  policy: { retries: { limit: 30, backoff: 100ms, maxBackoff: 500ms } }\n",
    );
    writeHistory(project);
    const watching = project.start(["reconcile", "--watch", "-o", "json"]);
    const byHand = await Promise.all([1, 2].map(() => project.start(["upgrade"]).finished));
    for (const each of byHand) expect(each.code, told(each)).toBe(0);
    // What comes later is for the one that watches, while somebody else comes by as well.
    project.revision("r5", ["r4"], "upgrade:\n  - createTable: { name: late, columns: [ { name: id, type: bigint } ] }");
    await until(database.url, "SELECT count(*) = 5 FROM keelson.history");
    await project.upgrade();
    watching.child.kill("SIGTERM");
    const watched = await watching.finished;
    expect(watched.stderr).not.toMatch(/^ +at /m);
    expect(await traceOf(database.url)).toEqual(await traceOf(undisturbed.url));
    await nobodyLeft(database.url);
  });
});
