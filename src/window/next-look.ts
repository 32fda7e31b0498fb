import type { Schedule } from "./schedule.ts";
import { openingAt } from "./window.ts";

export type NextLook = { readonly at: Date; readonly because: "resync" | "window" };

/** When a watched database is looked at again: after `resync`, or earlier when a window opens. */
export function nextLook(schedule: Schedule, now: Date): NextLook {
  const resync = new Date(now.getTime() + schedule.resync);
  const opening = openingAt(schedule, now);
  return opening.open === "no" && opening.next !== null && opening.next < resync
    ? { at: opening.next, because: "window" }
    : { at: resync, because: "resync" };
}
