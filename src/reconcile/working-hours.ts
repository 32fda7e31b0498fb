import type { Authority } from "../plan/gate/gate.ts";
import { openingAt } from "../window/window.ts";
import type { Run } from "./run.ts";

/** Tells whether batches may go on: always where a person asked for them, else while a window is open. */
export function workingHours({ settings: { schedule }, options: { logger } }: Run, authority: Authority): (now: Date) => boolean {
  if (authority === "person" || schedule.windows.length === 0) return () => true;
  // What was found holds until then: windows are searched for minute by minute.
  let known = { isOpen: false, until: 0 };
  return (now) => {
    if (now.getTime() < known.until) return known.isOpen;
    const opening = openingAt(schedule, now);
    const end = opening.open === "yes" ? opening.until : opening.next;
    known = { isOpen: opening.open === "yes", until: end?.getTime() ?? Number.POSITIVE_INFINITY };
    if (!known.isOpen) logger.log("info", "outside-window", end === null ? {} : { next: end.toISOString() });
    return known.isOpen;
  };
}
