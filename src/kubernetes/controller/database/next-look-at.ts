import type { Situation } from "../../../status/situation.ts";
import type { Next } from "../../../queue/work-queue.ts";
import { nextLook } from "../../../window/next-look.ts";
import type { DatabaseRun } from "./run-database.ts";

/** What may be better soon without anybody doing anything. */
const retried: ReadonlySet<Situation> = new Set(["sourceUnavailable", "databaseUnavailable", "leaseHeld", "timedOut", "failed", "interrupted"]);

/** No server is asked oftener. Milliseconds. */
const shortest = 1_000;

/** When the Database is looked at again without a word from anybody. */
export function nextLookAt({ outcome: { situation }, subject, opened }: DatabaseRun, now: Date): Next {
  // What cannot even be read stays as it is until somebody changes it.
  if (subject === undefined) return { kind: "whenChanged" };
  const { schedule, retries } = subject.settings;
  if (retried.has(situation)) return { kind: "retry", backoff: retries };
  const pause = nextLook(schedule, now).at.getTime() - now.getTime();
  return { kind: "after", pause: Math.min(pause, Math.max(opened?.interval ?? pause, shortest)) };
}
