import { askRows } from "../../server/ask.ts";
import { dump } from "../../server/pg-dump.ts";
import { postgresRows } from "../../server/postgres-rows.ts";

/** What a run leaves in a database; equal traces are equal runs, whatever happened on the way. */
export interface Trace {
  readonly catalogue: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
  /** Of the journal, and of what no run may leave. */
  readonly journal: unknown;
}

const journal = `
  SELECT (SELECT string_agg(revision, ' ' ORDER BY revision) FROM keelson.head) AS heads,
    (SELECT string_agg(seq || ' ' || kind || ' ' || revision || ' ' || outcome, ', ' ORDER BY seq) FROM keelson.history) AS history,
    (SELECT count(*)::int FROM keelson.progress) AS unfinished,
    (SELECT count(*)::int FROM keelson.backfill) AS backfills,
    (SELECT count(*)::int FROM keelson.lease WHERE holder IS NOT NULL) AS held,
    (SELECT count(*)::int FROM pg_index WHERE NOT indisvalid) AS invalid,
    (SELECT count(*)::int FROM pg_constraint WHERE NOT convalidated) AS unvalidated`;

export async function traceOf(url: string): Promise<Trace> {
  const [catalogue, rows, [row]] = await Promise.all([dump(url), postgresRows(url), askRows(url, journal)]);
  return { catalogue, rows, journal: row };
}
