import type { SequenceBody, SequenceOptions } from "../../../model/body.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { home, qualified, quoteIdentifier } from "../quote.ts";

export const createSequence = (ref: ObjectRef, body: SequenceBody): string =>
  words(
    `CREATE ${body.unlogged ? "UNLOGGED " : ""}SEQUENCE ${qualified(ref)} AS ${body.type}`,
    sequenceOptions(body),
    body.ownedBy === null ? "" : ownedBy(body.ownedBy),
  );

/** Everything that differs, spelled out: what is not said any more goes back to its default. */
export const alterSequence = (ref: ObjectRef, before: SequenceBody, after: SequenceBody): string =>
  words(
    `ALTER SEQUENCE ${qualified(ref)}`,
    before.type === after.type ? "" : `AS ${after.type}`,
    changedOptions(before, after),
    JSON.stringify(before.ownedBy) === JSON.stringify(after.ownedBy)
      ? ""
      : after.ownedBy === null
        ? "OWNED BY NONE"
        : ownedBy(after.ownedBy),
  );

/** Sets whether it is in the write-ahead log. */
export const logSequence = (ref: ObjectRef, { unlogged }: SequenceBody): string =>
  `ALTER SEQUENCE ${qualified(ref)} SET ${unlogged ? "UNLOGGED" : "LOGGED"}`;

export const dropSequence = (ref: ObjectRef): string => `DROP SEQUENCE ${qualified(ref)}`;

const ownedBy = (column: ObjectRef): string => `OWNED BY ${home(column)}.${quoteIdentifier(column.name)}`;

/** Options as in CREATE SEQUENCE; empty where all are the default. */
export const sequenceOptions = ({ start, increment, min, max, cache, cycle }: SequenceOptions): string =>
  words(
    increment === undefined ? "" : `INCREMENT BY ${increment}`,
    min === undefined ? "" : `MINVALUE ${min}`,
    max === undefined ? "" : `MAXVALUE ${max}`,
    start === undefined ? "" : `START WITH ${start}`,
    cache === undefined ? "" : `CACHE ${cache}`,
    cycle === true ? "CYCLE" : "",
  );

/** Each option that changes; `prefix` is SET for an identity column. */
export function changedOptions(before: SequenceOptions, after: SequenceOptions, prefix = ""): string {
  const first = (options: SequenceOptions): string =>
    options.start ?? (options.increment?.startsWith("-") === true ? (options.max ?? "-1") : (options.min ?? "1"));
  const parts = [
    before.increment === after.increment ? "" : `INCREMENT BY ${after.increment ?? "1"}`,
    before.min === after.min ? "" : after.min === undefined ? "NO MINVALUE" : `MINVALUE ${after.min}`,
    before.max === after.max ? "" : after.max === undefined ? "NO MAXVALUE" : `MAXVALUE ${after.max}`,
    first(before) === first(after) ? "" : `START WITH ${first(after)}`,
    before.cache === after.cache ? "" : `CACHE ${after.cache ?? "1"}`,
    (before.cycle ?? false) === (after.cycle ?? false) ? "" : after.cycle === true ? "CYCLE" : "NO CYCLE",
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => `${prefix}${part}`)
    .join(" ");
}

const words = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");
