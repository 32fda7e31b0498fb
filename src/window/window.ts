import { readCron } from "./cron.ts";
import type { Schedule } from "./schedule.ts";

const minute = 60_000;
/** Every offset of a time zone in use is a multiple of a quarter of an hour, so an hour's field is constant within one. */
const quarter = 15 * minute;
const horizon = 366 * 24 * 60 * minute;

export type Opening =
  | { readonly open: "yes"; readonly until: Date | null }
  /** `next` null: no window opens within a year. */
  | { readonly open: "no"; readonly next: Date | null };

/** Whether the schedule lets a run change the database at `now`, until when, or when next. */
export function openingAt(schedule: Schedule, now: Date): Opening {
  if (schedule.windows.length === 0) return { open: "yes", until: null };
  const until = openUntil(schedule, now);
  return until === null ? { open: "no", next: nextOpening(schedule, now) } : { open: "yes", until };
}

/** The end of the windows that are open at `now`; null where none is. Looks back, for nobody remembers when one opened. */
function openUntil({ windows, timeZone }: Schedule, now: Date): Date | null {
  let end = 0;
  for (const { cron, duration } of windows) {
    const matcher = readCron(cron, timeZone);
    for (let start = floor(now.getTime(), minute); start + duration > now.getTime(); start -= minute) {
      if (!matcher.matches(new Date(start))) continue;
      end = Math.max(end, start + duration);
      break;
    }
  }
  return end === 0 ? null : new Date(end);
}

/** The first minute after `now` in which a window opens. */
function nextOpening({ windows, timeZone }: Schedule, now: Date): Date | null {
  const starts = windows.map(({ cron }) => nextMatch(cron, timeZone, now.getTime())).filter((start) => start !== null);
  return starts.length === 0 ? null : new Date(Math.min(...starts));
}

function nextMatch(cron: string, timeZone: string, after: number): number | null {
  const exact = readCron(cron, timeZone);
  // The same hours of the same days, any minute: skips quarters in which nothing can match.
  const hourly = readCron(`* ${cron.trim().split(/\s+/).slice(1).join(" ")}`, timeZone);
  const first = floor(after, minute) + minute;
  for (let slot = floor(first, quarter); slot < after + horizon; slot += quarter) {
    if (!hourly.matches(new Date(slot))) continue;
    for (let at = Math.max(slot, first); at < slot + quarter; at += minute) if (exact.matches(new Date(at))) return at;
  }
  return null;
}

const floor = (value: number, step: number): number => Math.floor(value / step) * step;
