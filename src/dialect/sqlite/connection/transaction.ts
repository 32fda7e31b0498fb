import type { Clock } from "../../../core/clock.ts";
import { systemClock } from "../../../core/clock.ts";
import type { Milliseconds } from "../../../core/duration.ts";
import type { Connection } from "./connection.ts";
import { isBusy } from "./sqlite-fault.ts";

/** How long, and by whose clock, to go on asking for a lock that another connection holds. */
export interface Patience {
  readonly wait: Milliseconds;
  readonly clock: Clock;
  /** 0 … 1: spreads those who wait, so that they do not ask in step. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
}

export const patience = (wait: Milliseconds, signal?: AbortSignal): Patience => ({ wait, clock: systemClock, random: Math.random, ...(signal === undefined ? {} : { signal }) });

/**
 * Runs the work in one transaction that holds the write lock from its first statement on: a deferred one could fail in its middle.
 * Whatever is thrown inside rolls all of it back. COMMIT is asked again while readers still hold the file.
 */
export async function inTransaction<T>(connection: Connection, how: Patience, work: () => Promise<T>): Promise<T> {
  return connection.alone(async () => {
    await patiently(connection, how, "BEGIN IMMEDIATE");
    try {
      const result = await work();
      await patiently(connection, how, "COMMIT");
      return result;
    } catch (error) {
      await rollback(connection);
      throw error;
    }
  });
}

async function patiently(connection: Connection, { wait, clock, random, signal }: Patience, sql: string): Promise<void> {
  const deadline = clock.now().getTime() + wait;
  for (;;) {
    try {
      await connection.run(sql);
      return;
    } catch (error) {
      if (!isBusy(error) || clock.now().getTime() >= deadline) throw error;
      await clock.sleep(5 + random() * 45, signal);
    }
  }
}

/** A full disk, among others, has rolled back already; then SQLite says that no transaction is active. */
async function rollback(connection: Connection): Promise<void> {
  await connection.run("ROLLBACK").catch(() => undefined);
}
