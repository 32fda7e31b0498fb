import { createTask } from "node-cron";
import { InputError } from "../core/error.ts";

/** Answers whether a cron expression matches a given minute in its time zone. */
export interface CronMatcher {
  matches(minute: Date): boolean;
}

/**
 * Reads a cron expression of five fields. A local time that daylight saving skips never matches, one that it repeats matches twice.
 * @throws InputError where the expression or the time zone is none.
 */
export function readCron(expression: string, timeZone: string): CronMatcher {
  if (expression.trim().split(/\s+/).length !== 5) throw invalidCron(expression, "it needs exactly five fields");
  try {
    // Said first: the library would keep a task whose zone it cannot read.
    new Intl.DateTimeFormat("en", { timeZone });
    const task = createTask(expression, () => undefined, { timezone: timeZone });
    // The library keeps every task in a registry until it is destroyed; the matcher works without.
    void task.destroy();
    return { matches: (minute) => task.match(minute) };
  } catch (cause) {
    // "61 is a invalid expression for minute", says the library.
    const why = cause instanceof Error ? cause.message.replace(" is a invalid expression for ", " is no ") : String(cause);
    throw invalidCron(expression, why, cause);
  }
}

function invalidCron(expression: string, why: string, cause?: unknown): InputError {
  const message = `"${expression}" is no schedule: ${why}`;
  const remedy = 'Write minute, hour, day of month, month and day of week, e.g. "0 2 * * 1-5", and an IANA time zone';
  return new InputError(message, { code: "invalid-cron", remedy, cause });
}
