import { randomUUID } from "node:crypto";
import { systemClock } from "../../src/core/clock.ts";
import { silentLogger } from "../../src/core/logger.ts";
import { openSession } from "../../src/dialect/postgresql/session.ts";
import { type Executable, execute, settleBegun } from "../../src/execute/execute.ts";
import { type ExecutionOptions, openExecution } from "../../src/execute/execution.ts";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { acquireLease } from "../../src/execute/held-lease.ts";

export type RunOptions = Partial<Pick<ExecutionOptions, "signal" | "cancel" | "grace" | "planUndo" | "limits">> & {
  /** How long to wait for the lease. */
  readonly wait?: number;
  readonly onEvent?: (event: ExecutionEvent) => void;
};

const never = new AbortController().signal;

/** One whole run: connect, journal, lease, what was begun, then what of the plan is not yet at the heads. */
export async function run(
  url: string,
  plan: Executable,
  { wait = 20_000, onEvent = () => undefined, signal = never, ...more }: RunOptions = {},
): Promise<void> {
  const session = await openSession({ url }, { logger: silentLogger, signal, connectTimeout: 10_000 });
  try {
    await session.journal.ensure();
    const lease = await acquireLease(
      session.lease,
      { project: "shop", holder: randomUUID(), ttlMs: 30_000, info: "test" },
      { clock: systemClock, random: Math.random, signal, wait },
    );
    try {
      const options = {
        session,
        lease,
        project: "shop",
        limits: { lockTimeout: 300, statementTimeout: 0 },
        searchPath: ["public"],
        by: "{}",
        clock: systemClock,
        signal,
        cancel: never,
        grace: 5000,
        onEvent,
        planUndo: async () => [],
        ...more,
      };
      const retries = { limit: 10, pause: (attempt: number) => Math.min(1000, 20 * 2 ** attempt) };
      const read = async () => {
        const snapshot = await session.journal.read("shop");
        if (snapshot === null) throw new Error("no journal");
        return snapshot;
      };
      using begun = openExecution({ ...options, retries, snapshot: await read() });
      await settleBegun(begun, () => "on");
      const snapshot = await read();
      using execution = openExecution({ ...options, retries, snapshot });
      const { applied } = snapshot;
      await execute(
        { ...plan, walks: plan.walks.filter(({ revision, direction }) => (direction === "up") !== applied.has(revision)) },
        execution,
      );
    } finally {
      await lease.release();
    }
  } finally {
    await session.close();
  }
}
