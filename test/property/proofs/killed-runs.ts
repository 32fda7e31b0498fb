import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Finished, runKeelson } from "../../cli/keelson.ts";
import type { Point } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import type { Engine } from "../../seeds/engine.ts";
import type { SeedProject } from "../../seeds/project.ts";

/** A place in a run, as numbers: what they mean depends on how long the run is. */
export interface KillPick {
  readonly at: number;
  readonly side: Point["side"];
  readonly when: Point["when"];
}

export interface KilledRuns {
  /** Runs undisturbed, and counts the places at which it could have been killed. */
  rehearse(project: SeedProject): Promise<readonly number[]>;
  /** Kills a run at the place, if it gets there. */
  kill(project: SeedProject, places: readonly number[], pick: KillPick): Promise<Finished>;
}

const sides = ["frontend", "backend"] as const;
const upgrade = ["upgrade"];

/** At a message, on its way or arrived: the proxy sees them all. */
const postgresql: KilledRuns = {
  rehearse: async ({ folder, engine }) => {
    await using proxy = await startProxy(engine.url);
    await runKeelson(upgrade, { cwd: folder, env: { KEELSON_URL: proxy.url } });
    return sides.map((side) => proxy.messages.filter((message) => message.side === side).length);
  },
  kill: async ({ folder, engine }, places, { at, side, when }) => {
    await using proxy = await startProxy(engine.url);
    let child: ChildProcess | undefined;
    const count = places[sides.indexOf(side)] ?? 0;
    void proxy.at({ side, when, number: 1 + (at % Math.max(1, count)) }, () => {
      child?.kill("SIGKILL");
      return "pass";
    });
    return await runKeelson(upgrade, { cwd: folder, env: { KEELSON_URL: proxy.url }, onStart: (started) => (child = started) });
  },
};

const counted = { NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "kill-at-statement.ts")).href}` };

/** At a statement, before SQLite has it or while it is at it: the process kills itself. */
const sqlite: KilledRuns = {
  rehearse: async ({ folder, engine }) => {
    const file = join(folder, "statements");
    await runKeelson(upgrade, { cwd: folder, env: { ...counted, KEELSON_URL: engine.url, COUNT_INTO: file } });
    return [Number(readFileSync(file, "utf8"))];
  },
  kill: ({ folder, engine }, [count = 0], { at, when }) =>
    runKeelson(upgrade, {
      cwd: folder,
      env: { ...counted, KEELSON_URL: engine.url, KILL_AT: String(1 + (at % Math.max(1, count))), KILL_WHEN: when },
    }),
};

export const killedRuns: Readonly<Record<Engine["name"], KilledRuns>> = { postgresql, sqlite };
