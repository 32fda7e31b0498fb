import type { Milliseconds } from "../../../core/duration.ts";

const now = "EXTRACT(epoch FROM pg_catalog.clock_timestamp()) * 1000";

/**
 * How long strong locks are held. From the first one on, others wait; the deadlock detector wakes after `deadlock_timeout` and ends whoever
 * it finds first: who has given the locks back 200 ms before can never make the application its victim.
 */
export const holdBudget = (deadlockTimeout: Milliseconds): Milliseconds => Math.max(100, deadlockTimeout - 200);

/** After the lock phase: nothing further is waited for, and what follows has `budget` of time. */
export const beginHold = (budget: Milliseconds): readonly string[] => [
  "SET LOCAL lock_timeout = 50",
  `SET LOCAL statement_timeout = ${budget}`,
];

/** Remembers when a time that begins now ends, under a setting of ours. */
export const markUntil = (setting: "keelson.hold_until" | "keelson.step_until", time: Milliseconds): string =>
  `SELECT pg_catalog.set_config('${setting}', (${now} + ${time})::text, true)`;

/** Where several statements share the budget: when it ends. */
export const markHold = (budget: Milliseconds): string => markUntil("keelson.hold_until", budget);

/** Before a statement: what is left until the first of the ends, and no more than `most`. */
export function beforeEnd(ends: readonly ("keelson.hold_until" | "keelson.step_until")[], most: Milliseconds | null): string {
  const left = ends.map((end) => `floor(pg_catalog.current_setting('${end}')::numeric - ${now})`);
  const all = most === null ? left : [...left, String(most)];
  const least = all.length === 1 ? all[0] : `least(${all.join(", ")})`;
  return `SELECT pg_catalog.set_config('statement_timeout', greatest(1, ${least})::text, true)`;
}

/** Before each further statement: what is left of the budget. */
export const renewHold = beforeEnd(["keelson.hold_until"], null);

/** Before the journal's rows, which are not to fail for what came before them. */
export const endHold = "SET LOCAL statement_timeout = 0";
