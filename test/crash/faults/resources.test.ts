import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask, askRows } from "../../server/ask.ts";
import { havePostgresTools, postgresTool } from "../../server/postgres-tool.ts";
import { startServer } from "../../server/postgres.ts";
import { newestMajor } from "../../server/majors.ts";
import { mountSmallDisk } from "../../server/small-disk.ts";
import { unprivileged } from "../../server/unprivileged.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";
import { nobodyLeft, until } from "./watch.ts";

const counted = "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person";
const tables = "SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public'";
const thousandTables = Array.from(
  { length: 1069 },
  (_, at) => `  - createTable: { name: t${at}, columns: [ { name: id, type: bigint, nullable: false } ], primaryKey: { columns: [id] } }`,
).join("\n");
const indexes = "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ') FROM pg_index WHERE indrelid = 'person'::regclass";

describeFaults("what runs out", (server) => {
  test("24: the heap of the process in a backfill: the next run goes on from the cursor, each row once", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL); INSERT INTO person SELECT i, 0 FROM generate_series(1, 100) i",
    );
    using project = new FaultProject(database);
    project.revision(
      "r1",
      [],
      "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 10 }, throttle: { pause: 500ms } }\n    downgrade: []",
    );
    const preloaded = pathToFileURL(join(import.meta.dirname, "use-up-the-heap.ts")).href;
    const run = project.start(["upgrade"], database.url, { NODE_OPTIONS: `--max-old-space-size=64 --import=${preloaded}` });
    await until(database.url, "SELECT count(*) = 1 FROM keelson.backfill WHERE rows > 0");
    run.child.kill("SIGUSR2");
    const died = await run.finished;
    expect(died.stderr).toContain("heap out of memory");
    expect(await ask(database.url, "SELECT count(*) BETWEEN 10 AND 90 FROM person WHERE score = 1")).toBe(true);
    await project.upgrade();
    expect(await ask(database.url, counted)).toBe("100 1 1");
    await nobodyLeft(database.url);
  });

  test("24: a backfill holds no rows: many of them pass through a small heap", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL, filler text); INSERT INTO person SELECT i, 0, repeat('x', 1000) FROM generate_series(1, 60000) i",
    );
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - backfill: { table: person, set: { score: score + 1 } }\n    downgrade: []");
    const run = await project.start(["upgrade"], database.url, { NODE_OPTIONS: "--max-old-space-size=48" }).finished;
    expect(run.code, told(run)).toBe(0);
    expect(await ask(database.url, counted)).toBe("60000 1 1");
  });

  test("46: the disk under the tablespace: index, rewrite and batch are rolled back and named, and go on when there is room", {
    timeout: 120_000,
  }, async ({ skip }) => {
    using disk = mountSmallDisk(48);
    if (disk === undefined) return skip("this machine lets nobody mount a file system");
    await using own = await startServer({ major: server.major });
    await ask(own.url, `CREATE TABLESPACE small LOCATION '${disk.path}'`);
    await ask(own.url, "CREATE DATABASE app TABLESPACE small");
    const url = own.urlOf("app");
    await ask(
      url,
      "CREATE TABLE person (id bigint PRIMARY KEY, score int NOT NULL, name text); INSERT INTO person SELECT i, 0, md5(i::text) FROM generate_series(1, 60000) i; CHECKPOINT",
    );
    using project = new FaultProject({ url, policy: "{ destructive: allow, retries: { limit: 3, backoff: 50ms } }" });
    project.revision("r0", [], "upgrade: []");
    await project.upgrade();
    const steps = [
      ["r1", "createIndex: { table: person, name: person_name, columns: [name] }", ""],
      ["r2", "alterColumn: { table: person, column: score, type: bigint }", ""],
      ["r3", "backfill: { table: person, set: { score: score + 1 }, batch: { rows: 20000 } }", "\n    downgrade: []"],
    ] as const;
    for (const [at, [id, step, down]] of steps.entries()) {
      project.revision(id, [`r${at}`], `upgrade:\n  - ${step}${down}`);
      disk.leave(1_000_000);
      const failed = await project.exits(1, ["upgrade", "--yes", "-o", "json"]);
      expect(failed.stdout, id).toContain("53100");
      expect(await ask(url, indexes), id).not.toContain("false");
      disk.free();
      await project.exits(0, ["upgrade", "--yes"]);
    }
    expect(await ask(url, counted)).toBe("60000 1 1");
    expect(await ask(url, indexes)).toContain("person_name true");
  });

  test("53: locks for a thousand tables in one transaction: as a server comes, they are there", { timeout: 120_000 }, async () => {
    await using own = await startServer({ major: server.major, settings: { max_connections: "100" } });
    using project = new FaultProject({ url: own.url });
    project.revision("r1", [], `upgrade:\n${thousandTables}`);
    await project.upgrade();
    expect(await ask(own.url, tables)).toBe(1069);
  });

  test("53: and where they are not: named after few tries, nothing of it left", { timeout: 120_000 }, async () => {
    await using own = await startServer({
      major: server.major,
      settings: { max_connections: "10", max_locks_per_transaction: "10", max_wal_senders: "0" },
    });
    await using proxy = await startProxy(own.url);
    using project = new FaultProject({ url: proxy.url, policy: "{ retries: { limit: 10, backoff: 20ms, maxBackoff: 50ms } }" });
    project.revision("r1", [], `atomic: true\nupgrade:\n${thousandTables}`);
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("53200");
    expect(failed.stdout).toContain("max_locks_per_transaction");
    expect(proxy.messages.filter(({ kind, text }) => kind === "ErrorResponse" && text === "53200").length).toBeLessThanOrEqual(4);
    expect(await ask(own.url, tables)).toBe(0);
    await nobodyLeft(own.url);
  });

  test.runIf(server.major === newestMajor && havePostgresTools)(
    "54: transaction ids: named, without trying for ever",
    { timeout: 60_000 },
    async () => {
      await using own = await startServer({ major: server.major, settings: { wal_level: "logical" } });
      using project = new FaultProject({ url: own.url });
      project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
      await project.upgrade();
      // Holds the horizon back: else the server would freeze its few rows as soon as it is up.
      await ask(own.url, "SELECT pg_create_logical_replication_slot('slow', 'pgoutput')");
      const data = join(own.socketDirectory, "data");
      const next = 2 ** 31 - 2_000_000;
      await own.halt();
      execFileSync(postgresTool("pg_resetwal"), ["--pgdata", data, "--next-transaction-id", String(next)], { ...unprivileged, cwd: data });
      const segment = Math.floor(next / 2 ** 20)
        .toString(16)
        .toUpperCase()
        .padStart(4, "0");
      execFileSync("dd", ["if=/dev/zero", `of=${join(data, "pg_xact", segment)}`, "bs=8192", "count=32"], {
        ...unprivileged,
        stdio: "ignore",
      });
      await own.restart();
      project.revision("r2", ["r1"], "upgrade:\n  - createTable: { name: two, columns: [ { name: id, type: bigint } ] }");
      const started = performance.now();
      const failed = await project.exits(1, ["upgrade", "-o", "json"]);
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(failed.stdout).toMatch(/wraparound/);
      expect(await askRows(own.url, "SELECT to_regclass('two') IS NULL AS absent")).toEqual([{ absent: true }]);
    },
  );
});
