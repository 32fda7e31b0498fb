import type { SQLQuery } from "@databases/sql";
import { type Digest, digestText, digestValue } from "../../../core/digest.ts";
import type { BackfillProgress, HistoryEntry, JournalSnapshot, OwnedObject, PendingContract, Progress } from "../../../port/journal.ts";
import { codeOf } from "../connection/connect-fault.ts";
import type { Link } from "../connection/link.ts";
import { createQueries } from "../connection/queries.ts";
import { decompressed } from "./compressed.ts";
import { identityTold } from "./database-identity.ts";
import { refuseNewer } from "./journal-format.ts";
import { unreadable } from "./unreadable.ts";

interface SnapshotRow {
  readonly format: number;
  readonly heads: readonly string[];
  readonly applied: Readonly<Record<string, Digest>>;
  readonly last: { readonly seq: number; readonly hash: string } | null;
  readonly broken: boolean;
  readonly identity: JournalSnapshot["identity"] | null;
  readonly progress: readonly Progress[];
  readonly pending: readonly PendingContract[];
  readonly backfills: readonly BackfillProgress[];
  readonly objects: readonly OwnedObject[];
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly model: Uint8Array | null;
  readonly source: Digest | null;
}

/** All of a project's past that a run needs, in one statement; null where there is no journal. */
export async function readSnapshot(link: Link, project: string, model?: "leftOut"): Promise<JournalSnapshot | null> {
  const row = await firstRow<SnapshotRow>(link, await snapshotQuery(project, model));
  if (row === undefined) return null;
  refuseNewer(row.format);
  let text: string | null | undefined;
  return {
    format: row.format,
    identity: row.identity ?? "untold",
    heads: row.heads,
    applied: new Map(Object.entries(row.applied)),
    last: row.last,
    chain: row.broken ? "broken" : "whole",
    progress: row.progress,
    pending: row.pending,
    backfills: row.backfills,
    objects: new Map(row.objects.map((object) => [object.ref, object])),
    elsewhere: new Map(Object.entries(row.elsewhere)),
    // Where it is what it was nobody reads it.
    get model() {
      return (text ??= row.model === null ? null : decompressed(row.model));
    },
    settledAt: row.source,
    get digest() {
      return digestOf(row);
    },
  };
}

const digestOf = ({ model, ...rest }: SnapshotRow): Digest => digestValue([model && digestText(model), JSON.stringify(rest)]);

/** Newest first. */
export async function readHistory(link: Link, project: string): Promise<readonly HistoryEntry[]> {
  const { sql } = (await import("../connection/sql.ts")).sqlTemplates;
  const query = sql`SELECT seq::int AS seq, kind, revision, message, parents::json AS parents, digest, plan_digest AS "planDigest", outcome, steps, recorded_by AS "by",
    started_at AS "startedAt", ended_at AS "endedAt", prev_hash AS "previousHash", hash FROM keelson.history WHERE project = ${project} ORDER BY keelson.history.seq DESC`;
  return rowsOfJournal<HistoryEntry>(link, query);
}

async function snapshotQuery(project: string, model?: "leftOut"): Promise<SQLQuery> {
  const { sql } = (await import("../connection/sql.ts")).sqlTemplates;
  return sql`SELECT
    (SELECT value::int FROM keelson.meta WHERE name = 'format') AS format,
    ${sql.__dangerous__rawValue(identityTold)} AS identity,
    (SELECT coalesce(json_agg(revision ORDER BY revision), '[]') FROM keelson.head WHERE project = ${project}) AS heads,
    (SELECT coalesce(json_object_agg(revision, coalesce(digest, '')), '{}') FROM (
      SELECT DISTINCT ON (revision) revision, digest, kind FROM keelson.history WHERE project = ${project} AND revision IS NOT NULL ORDER BY revision, seq DESC
    ) AS newest WHERE kind <> 'downgrade') AS applied,
    (SELECT json_build_object('seq', seq, 'hash', hash) FROM keelson.history WHERE project = ${project} ORDER BY seq DESC LIMIT 1) AS last,
    EXISTS (SELECT FROM (
      SELECT seq, prev_hash, lag(seq) OVER (ORDER BY seq) AS seq_before, lag(hash) OVER (ORDER BY seq) AS hash_before FROM keelson.history WHERE project = ${project}
    ) AS row WHERE (seq <> coalesce(seq_before, 0) + 1 OR prev_hash <> coalesce(hash_before, ''))
      AND seq > (SELECT coalesce(max(seq), 0) FROM keelson.history WHERE project = ${project} AND kind = 'repair' AND revision IS NULL)) AS broken,
    (SELECT coalesce(json_agg(json_build_object('revision', revision, 'direction', direction, 'planDigest', plan_digest, 'stage', stage, 'of', stages, 'state', state, 'error', error, 'walk', walk) ORDER BY revision), '[]')
      FROM keelson.progress WHERE project = ${project}) AS progress,
    (SELECT coalesce(json_agg(json_build_object('id', id, 'since', since, 'changes', changes) ORDER BY since, id), '[]') FROM keelson.pending WHERE project = ${project}) AS pending,
    (SELECT coalesce(json_agg(json_build_object('id', id, 'revision', revision, 'table', table_name, 'cursor', cursor, 'until', to_jsonb(b) ->> 'until', 'rows', rows, 'total', total, 'state', state, 'startedAt', started_at, 'updatedAt', updated_at) ORDER BY revision, id), '[]')
      FROM keelson.backfill AS b WHERE project = ${project}) AS backfills,
    (SELECT coalesce(json_agg(json_build_object('kind', kind, 'ref', ref, 'origin', origin) ORDER BY since, ref), '[]') FROM keelson.object WHERE project = ${project}) AS objects,
    (SELECT coalesce(json_object_agg(ref, project), '{}') FROM keelson.object WHERE project <> ${project}) AS elsewhere,
    ${sql.__dangerous__rawValue(model === "leftOut" ? "NULL" : "state.model")} AS model, state.source_digest AS source
    FROM (SELECT) AS always LEFT JOIN keelson.state ON project = ${project}`;
}

const firstRow = async <Row extends object>(link: Link, query: SQLQuery): Promise<Row | undefined> =>
  (await rowsOfJournal<Row>(link, query))[0];

/** No schema or no tables of ours: there is no journal, which is an answer and no fault. @throws JournalUnreadableError */
async function rowsOfJournal<Row extends object>({ main }: Link, query: SQLQuery): Promise<readonly Row[]> {
  try {
    return await createQueries(main).rows<Row>(query);
  } catch (error) {
    const code = codeOf(error);
    if (code === "3F000" || code === "42P01") return [];
    if (code === "42501") throw await unreadable(error, await main());
    throw error;
  }
}
