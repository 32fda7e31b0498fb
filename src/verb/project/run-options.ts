import type { Milliseconds } from "../../core/duration.ts";
import { systemClock } from "../../core/clock.ts";
import { silentLogger } from "../../core/logger.ts";
import type { GateFinding } from "../../plan/gate/gate.ts";
import { openRun, type Run, type RunOptions } from "../../reconcile/run.ts";
import { connectionTarget } from "./connection-target.ts";
import { flagDuration } from "./flag-duration.ts";
import type { Project } from "./open-project.ts";

const connectTimeout: Milliseconds = 10_000;
const lockWait: Milliseconds = 600_000;

export type Ask = (finding: GateFinding) => Promise<"yes" | "no">;

/** What a run of this project is opened with; here the connection's values are read. @throws InputError */
export async function runOptions(project: Project, ask?: Ask): Promise<RunOptions> {
  const { context, options, database, dialect, source } = project;
  const { host, operations, version } = context;
  const limit = flagDuration("timeout", options.timeout);
  const over = limit === undefined ? [] : [AbortSignal.timeout(limit)];
  const cancelled = [...(options.cancel === undefined ? [] : [options.cancel]), ...over];
  return {
    dialect,
    target: await connectionTarget(project),
    reread: () => connectionTarget(project),
    database,
    source: { ...source, load: () => project.documents() },
    actor: { tool: "keelson", version, user: host.user, host: host.hostname, pid: host.pid },
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
    signal: AbortSignal.any([...(options.signal === undefined ? [] : [options.signal]), ...over]),
    operations,
    lockWait: flagDuration("lock-wait", options.lockWait) ?? lockWait,
    connectTimeout: Math.min(connectTimeout, limit ?? connectTimeout),
    ...(ask === undefined ? {} : { ask }),
    // Whoever gives a time wants it kept: a statement in the middle of which it passes is cancelled.
    ...(cancelled.length === 0 ? {} : { cancel: AbortSignal.any(cancelled) }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  };
}

/** Opens a run, gives it to `use`, and closes it whatever happens. */
export async function withRun<T>(project: Project, use: (run: Run) => Promise<T>, more: Partial<RunOptions> = {}): Promise<T> {
  const run = await openRun({ ...(await runOptions(project)), ...more });
  try {
    return await use(run);
  } finally {
    await run.close();
  }
}
