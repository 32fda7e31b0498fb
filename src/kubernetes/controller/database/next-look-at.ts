import { mayMendThemselves } from "../../../status/situation.ts";
import type { Backoff } from "../../../queue/backoff.ts";
import type { Next } from "../../../queue/work-queue.ts";
import { nextLook } from "../../../window/next-look.ts";
import type { DatabaseRun } from "./run-database.ts";

/** No server is asked oftener, whatever a document wants. Milliseconds. */
const shortest = 1_000;
/** Nor tried again oftener, but for the first few times. */
const hurry: Backoff = { backoff: 50, maxBackoff: shortest };

/** Part of a pause that is left to chance: what was created together must not come back together for ever. */
const spread = 0.05;

/** When the Database is looked at again without a word from anybody. `chance` is in [0, 1). */
export function nextLookAt({ outcome: { situation }, subject, opened }: DatabaseRun, now: Date, chance: number): Next {
  // What cannot even be read stays as it is until somebody changes it.
  if (subject === undefined) return { kind: "whenChanged" };
  const { schedule, retries } = subject.settings;
  if (mayMendThemselves.has(situation)) {
    const [backoff, maxBackoff] = [Math.max(retries.backoff, hurry.backoff), Math.max(retries.maxBackoff, hurry.maxBackoff)];
    return { kind: "retry", backoff: { backoff, maxBackoff } };
  }
  const { at, because } = nextLook(schedule, now);
  const pause = at.getTime() - now.getTime();
  const asked = Math.max(Math.min(opened?.interval ?? pause, pause), shortest);
  // A window opens when it does.
  return { kind: "after", pause: because === "window" && pause <= asked ? pause : Math.round(asked * (1 + spread * chance)) };
}
