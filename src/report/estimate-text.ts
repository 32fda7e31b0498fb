import type { Estimate, Lock } from "../instruction/instruction.ts";
import { describeRef } from "../model/ref.ts";
import { strongestLock } from "../plan/strongest-lock.ts";

/** What a statement will take, for people: `20000 rows, 700 kB, at once under accessExclusive`. */
export function estimateText({ rows, bytes, seconds, blockedBy = [] }: Estimate, locks: readonly Lock[]): string {
  const lock = strongestLock(locks);
  const size = bytes === undefined ? [] : [bytesText(bytes)];
  const count =
    rows === undefined
      ? `rows unknown, no statistics${lock === undefined ? "" : `: ANALYZE ${describeRef(lock.table)}`}`
      : `${Math.round(rows)} row${rows === 1 ? "" : "s"}`;
  const time = seconds === undefined ? [] : [`${durationText(seconds)}${lock === undefined ? "" : ` under ${lock.mode}`}`];
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
