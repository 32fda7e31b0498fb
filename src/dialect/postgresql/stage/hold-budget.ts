// From the first strong lock on, others wait. The deadlock detector wakes after deadlock_timeout and ends whoever it finds first:
// who has given the lock back 200 ms before can never make the application its victim.
const elapsed = "EXTRACT(epoch FROM pg_catalog.clock_timestamp()) * 1000";
const budget = "greatest(100, EXTRACT(epoch FROM pg_catalog.current_setting('deadlock_timeout')::interval) * 1000 - 200)";
const rest = "greatest(1, floor(pg_catalog.current_setting('keelson.hold_until')::numeric - ";

/** After the lock phase: nothing further is waited for, and the statements share one budget of time. */
export const beginHold =
  `SELECT pg_catalog.set_config('lock_timeout', '50', true), pg_catalog.set_config('keelson.hold_until', (${elapsed} + ${budget})::text, true), ` +
  `pg_catalog.set_config('statement_timeout', floor(${budget})::text, true)`;

/** Before each further statement: what is left of it. */
export const renewHold = `SELECT pg_catalog.set_config('statement_timeout', ${rest}${elapsed}))::text, true)`;

/** Before the journal's rows, which are not to fail for what came before them. */
export const endHold = "SET LOCAL statement_timeout = 0";
