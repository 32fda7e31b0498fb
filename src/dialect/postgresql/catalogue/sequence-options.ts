import type { SequenceOptions } from "../../../model/body.ts";

/** A row of pg_sequence; numbers as text. */
export interface SequenceRow {
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
}

/** SQL for a SequenceRow of pg_sequence under the alias `q`. */
export const sequenceColumns = `format_type(q.seqtypid, NULL) AS type, q.seqstart::text AS start, q.seqincrement::text AS increment,
    q.seqmin::text AS min, q.seqmax::text AS max, q.seqcache::text AS cache, q.seqcycle AS cycle`;

const largest: Readonly<Record<string, bigint>> = { smallint: 32767n, integer: 2147483647n, bigint: 9223372036854775807n };

/** What PostgreSQL takes where nothing is said. */
export function defaultBounds(type: string, increment: string): { readonly min: string; readonly max: string; readonly start: string } {
  const top = largest[type] ?? 9223372036854775807n;
  const down = increment.startsWith("-");
  const min = down ? String(-top - 1n) : "1";
  const max = down ? "-1" : String(top);
  return { min, max, start: down ? max : min };
}

/** Only what differs from the default: so that a sequence that nobody tuned equals one about which nothing is written. */
export function sequenceOptions(row: SequenceRow): SequenceOptions {
  const bounds = defaultBounds(row.type, row.increment);
  const start = row.increment.startsWith("-") ? row.max : row.min;
  return {
    ...(row.start === start ? {} : { start: row.start }),
    ...(row.increment === "1" ? {} : { increment: row.increment }),
    ...(row.min === bounds.min ? {} : { min: row.min }),
    ...(row.max === bounds.max ? {} : { max: row.max }),
    ...(row.cache === "1" ? {} : { cache: row.cache }),
    ...(row.cycle ? { cycle: true } : {}),
  };
}
