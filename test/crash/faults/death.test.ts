import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { main } from "../../cli/keelson.ts";
import { beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeTransactionalHistory } from "./history.ts";
import { FaultProject, told } from "./project.ts";
import { nobodyLeft, until } from "./watch.ts";

const asleep = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
const people = "CREATE TABLE person (id bigint PRIMARY KEY, score int); INSERT INTO person SELECT i, 0 FROM generate_series(1, 40) i";
const batches = (pause: string) =>
  `upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 10 }, throttle: { pause: ${pause} } }\n    downgrade: []`;
const oneBatchDone = "SELECT count(*) = 1 FROM keelson.backfill WHERE rows > 0";
const scores = "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person";
/** Sleeps until somebody has made the gate; so a rerun does not. */
const sleeper = `upgrade:\n  - sql: { text: "CREATE TABLE done (id int); SELECT CASE WHEN to_regclass('gate') IS NULL THEN pg_sleep(60) END" }\n    downgrade: []`;
const applied = "SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history";

/** Runs `upgrade` with standard output that goes nowhere good; tells exit code and standard error. */
async function upgradeInto(
  project: FaultProject,
  stdout: number | "pipe",
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [main, "upgrade", "--verbose"], {
    cwd: project.folder,
    env: { PATH: process.env["PATH"] ?? "", DATABASE: project.url, ...env },
    stdio: ["ignore", stdout, "pipe"],
  });
  child.stdout?.destroy();
  let stderr = "";
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const [code] = await once(child, "close");
  return { code, stderr };
}

describeFaults("the process dies or is asked to", (server) => {
  test("5: killed while nothing of it runs on the server: the next one starts within 5 s", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, people);
    using project = new FaultProject(database);
    project.revision("r1", [], batches("1s"));
    const first = project.start(["upgrade"]);
    await until(database.url, oneBatchDone);
    const holder = await ask(database.url, "SELECT holder::text FROM keelson.lease");
    first.child.kill("SIGKILL");
    await first.finished;
    const second = project.start(["upgrade"]);
    await until(database.url, `SELECT holder IS DISTINCT FROM '${holder}' AND holder IS NOT NULL FROM keelson.lease`, 5);
    const finished = await second.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(await ask(database.url, scores)).toBe("40 1 1");
  });

  test("6: killed while the server runs its statement: the next one waits for it or ends it, never beside it", {
    timeout: 60_000,
  }, async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], sleeper);
    const first = project.start(["upgrade"]);
    await until(database.url, asleep);
    first.child.kill("SIGKILL");
    await first.finished;
    await ask(database.url, "CREATE TABLE gate ()");
    await using proxy = await startProxy(database.url);
    const alone = proxy.at(beforeStatement(/CREATE TABLE done/), async () => {
      expect(await ask(database.url, asleep)).toBe(false);
      return "pass" as const;
    });
    const second = project.start(["upgrade"], proxy.url);
    await alone;
    const finished = await second.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(await ask(database.url, applied)).toBe("r1");
    await nobodyLeft(database.url);
  });

  test("22: SIGTERM between batches: ends at once with 143, says so, hands the lease on, and the next run goes on", async () => {
    await using database = await server.database();
    await ask(database.url, people);
    using project = new FaultProject(database);
    project.revision("r1", [], batches("1s"));
    const run = project.start(["upgrade"]);
    await until(database.url, oneBatchDone);
    run.child.kill("SIGTERM");
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(143);
    expect(finished.stderr).not.toMatch(/^ +at /m);
    expect(await ask(database.url, "SELECT holder FROM keelson.lease")).toBeNull();
    await nobodyLeft(database.url);
    const status = await project.start(["status", "-o", "json"]).finished;
    expect(status.stdout).toContain("r1");
    await project.upgrade();
    expect(await ask(database.url, scores)).toBe("40 1 1");
  });

  test("22: SIGTERM inside a statement: it may end within the grace, else it is rolled back", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], sleeper);
    const run = project.start(["upgrade"]);
    await until(database.url, asleep);
    run.child.kill("SIGTERM");
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(143);
    expect(await ask(database.url, "SELECT to_regclass('done')")).toBeNull();
    expect(await ask(database.url, "SELECT holder FROM keelson.lease")).toBeNull();
    await nobodyLeft(database.url);
    await ask(database.url, "CREATE TABLE gate ()");
    await project.upgrade();
    expect(await ask(database.url, applied)).toBe("r1");
  });

  test("23: a second SIGINT cancels the statement: 130, rolled back, lease handed on", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], sleeper);
    const run = project.start(["upgrade", "-o", "json"]);
    await until(database.url, asleep);
    run.child.kill("SIGINT");
    const started = performance.now();
    // Two signals that arrive together are one.
    await sleep(500);
    run.child.kill("SIGINT");
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(130);
    expect(finished.json().error).toMatchObject({ code: "interrupted", exitCode: 130 });
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(await ask(database.url, "SELECT to_regclass('done')")).toBeNull();
    expect(await ask(database.url, "SELECT holder FROM keelson.lease")).toBeNull();
    await nobodyLeft(database.url);
    const late = await project.exits(7, ["upgrade", "--timeout", "2s"]);
    expect(late.stderr).toMatch(/The time given with --timeout is over, in: .*pg_sleep/);
    await nobodyLeft(database.url);
  });

  test.each([
    ["28: nobody reads standard output any more", "pipe", {}, 0, ""],
    ["27: standard output is a full disk", "/dev/full", {}, 1, "ENOSPC"],
    ["27: no home, no place for temporary files", "/dev/null", { HOME: "/nonexistent", TMPDIR: "/nonexistent" }, 0, ""],
    ["27: home is a file system that nobody can write to", "/dev/null", { HOME: "/proc", XDG_CACHE_HOME: "/proc" }, 0, ""],
  ] as const)("%s: the run completes, and what could not be written is said", async (_, stdout, env, expected, says) => {
    await using database = await server.database();
    using project = new FaultProject(database);
    writeTransactionalHistory(project);
    const { code, stderr } = await upgradeInto(project, stdout === "pipe" ? "pipe" : openSync(stdout, "w"), env);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code, stderr).toBe(expected);
    expect(stderr).toContain(says);
    expect(await ask(database.url, applied)).toBe("r1 r2 r3 r4 r5");
    await nobodyLeft(database.url);
  });
});
