import type { Milliseconds } from "../../../core/duration.ts";

const now = "EXTRACT(epoch FROM pg_catalog.clock_timestamp()) * 1000";

/**
 * How long strong locks are held. From the first one on, others wait; the deadlock detector wakes after `deadlock_timeout` and ends whoever
 * it finds first: who has given the locks back 200 ms before can never make the application its victim.
 */
export const holdBudget = (deadlockTimeout: Milliseconds): Milliseconds => Math.max(100, deadlockTimeout - 200);

/** After the lock phase: nothing further is waited for, and what follows has `budget` of time. */
export const beginHold = (budget: Milliseconds): readonly string[] => ["SET LOCAL lock_timeout = 50", `SET LOCAL statement_timeout = ${budget}`];

/** Where several statements share the budget: when it ends. */
export const markHold = (budget: Milliseconds): string =>
  `SELECT pg_catalog.set_config('keelson.hold_until', (${now} + ${budget})::text, true)`;

/** Before each further statement: what is left of it. */
export const renewHold = `SELECT pg_catalog.set_config('statement_timeout', greatest(1, floor(pg_catalog.current_setting('keelson.hold_until')::numeric - ${now}))::text, true)`;

/** Before the journal's rows, which are not to fail for what came before them. */
export const endHold = "SET LOCAL statement_timeout = 0";
