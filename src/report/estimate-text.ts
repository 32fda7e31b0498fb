import type { Estimate, Lock, LockMode } from "../instruction/instruction.ts";
import { describeRef } from "../model/ref.ts";
import { strongestLock } from "../plan/strongest-lock.ts";

/** What a statement will take, for people: `20000 rows, 700 kB, at once under accessExclusive`. */
export function estimateText(estimate: Estimate, locks: readonly Lock[]): string {
  const lock = strongestLock(locks);
  return estimateUnder(estimate, lock?.mode, lock && describeRef(lock.table));
}

/** The same where no more is known than the strongest lock, and perhaps the name of the table that it is on. */
export function estimateUnder({ rows, bytes, seconds, blockedBy = [] }: Estimate, lock: LockMode | undefined, table?: string): string {
  const size = bytes === undefined ? [] : [bytesText(bytes)];
  const count =
    rows === undefined
      ? `rows unknown, no statistics${table === undefined ? "" : `: ANALYZE ${table}`}`
      : `${Math.round(rows)} row${rows === 1 ? "" : "s"}`;
  const time = seconds === undefined ? [] : [`${durationText(seconds)}${lock === undefined ? "" : ` under ${lock}`}`];
  const blocked = blockedBy.length === 0 ? "" : `; now held up by ${blockedBy.join("; ")}`;
  return `${[count, ...size, ...time].join(", ")}${blocked}`;
}

function durationText(seconds: number): string {
  if (seconds === 0) return "at once";
  if (seconds < 120) return `about ${seconds < 10 ? seconds : Math.round(seconds)} s`;
  return seconds < 7200 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`;
}

const units = ["B", "kB", "MB", "GB", "TB"] as const;

function bytesText(bytes: number): string {
  const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** step;
  return `${amount < 10 && step > 1 ? amount.toFixed(1) : Math.round(amount)} ${units[step]}`;
}
