import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/keelson.ts";
import { ask } from "../../server/ask.ts";
import { postgresServers, startServer } from "../../server/postgres.ts";
import { FaultProject } from "./project.ts";
import { until } from "./watch.ts";

const asleep = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
const slow = (table: string) => `upgrade:\n  - sql: { text: "CREATE TABLE ${table} (id int); SELECT pg_sleep(2)" }\n    downgrade: []`;

/** Starts `upgrade --verbose` below a process in between, and gives the number of each. */
async function startBelow(project: FaultProject): Promise<{ readonly between: number; readonly run: number }> {
  const words = JSON.stringify([main, "upgrade", "--verbose"]);
  const script = `const child = require("node:child_process").spawn(process.execPath, ${words}, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy(); child.stderr.resume(); console.log(child.pid); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", script], {
    cwd: project.folder,
    env: { PATH: process.env["PATH"] ?? "", DATABASE: project.url },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { between: child.pid as number, run: Number(line.toString()) };
}

/** Seconds that a process has computed for; null when it has ended. */
function computed(pid: number): number | null {
  try {
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return state === "Z" ? null : (Number(rest[10]) + Number(rest[11])) / 100;
  } catch {
    return null;
  }
}

/** How long it computed from now to its end. */
async function rest(pid: number): Promise<number> {
  const before = computed(pid) ?? 0;
  let last = before;
  const deadline = Date.now() + 60_000;
  for (let now = computed(pid); now !== null; now = computed(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, "SIGKILL");
      throw new Error(`process ${pid} did not end in a minute, in which it computed ${now - before} s`);
    }
    last = now;
    await sleep(50);
  }
  return last - before;
}

describe.skipIf(process.platform !== "linux" || postgresServers.length === 0)(
  "28: nobody reads what it says any more, and its folder is gone",
  () => {
    test.each(["stays", "dies too"] as const)(
      "its server %s: it comes to an end, and computes no more than it must",
      { timeout: 120_000 },
      async (server) => {
        await using own = await startServer({});
        using project = new FaultProject({ url: own.url, policy: "{ retries: { limit: 3, backoff: 100ms, maxBackoff: 500ms } }" });
        project.revision("r1", [], slow("one"));
        project.revision("r2", ["r1"], slow("two"));
        const { between, run } = await startBelow(project);
        await until(own.url, asleep);
        process.kill(between, "SIGKILL");
        rmSync(project.folder, { recursive: true });
        if (server === "dies too") await own.kill();
        expect(await rest(run)).toBeLessThan(3);
        if (server === "stays") expect(await ask(own.url, "SELECT count(*)::int FROM keelson.history")).toBe(2);
      },
    );
  },
);
