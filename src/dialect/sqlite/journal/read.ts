import { brotliDecompressSync } from "node:zlib";
import type { SQLQuery } from "@databases/sqlite";
import { sql } from "@databases/sqlite";
import type { Digest } from "../../../core/digest.ts";
import type { BackfillProgress, HistoryEntry, JournalSnapshot, OwnedObject, PendingContract, Progress } from "../../../port/journal.ts";
import type { Connection } from "../connection/connection.ts";
import { readFormat, refuseNewer } from "./format.ts";

interface SnapshotRow {
  /** Lists as JSON. */
  readonly heads: string;
  readonly applied: string;
  readonly last: string | null;
  readonly broken: number;
  readonly progress: string;
  readonly pending: string;
  readonly backfills: string;
  readonly objects: string;
  readonly elsewhere: string;
  readonly model: Uint8Array | null;
  readonly source: Digest | null;
}

/** All of a project's past that a run needs; null where there is no journal. */
export async function readSnapshot(connection: Connection, project: string, model?: "leftOut"): Promise<JournalSnapshot | null> {
  const format = await readFormat(connection);
  if (format === null) return null;
  refuseNewer(format);
  const [row] = await connection.rows<SnapshotRow>(snapshotQuery(project));
  if (row === undefined) return null;
  const objects = JSON.parse(row.objects) as readonly OwnedObject[];
  return {
    format,
    identity: "here",
    heads: JSON.parse(row.heads) as readonly string[],
    applied: new Map(JSON.parse(row.applied) as readonly (readonly [string, Digest])[]),
    last: row.last === null ? null : (JSON.parse(row.last) as JournalSnapshot["last"]),
    chain: row.broken === 1 ? "broken" : "whole",
    progress: JSON.parse(row.progress) as readonly Progress[],
    pending: JSON.parse(row.pending) as readonly PendingContract[],
    backfills: JSON.parse(row.backfills) as readonly BackfillProgress[],
    objects: new Map(objects.map((object) => [object.ref, object])),
    elsewhere: new Map(Object.entries(JSON.parse(row.elsewhere) as Readonly<Record<string, string>>)),
    model: row.model === null || model === "leftOut" ? null : brotliDecompressSync(row.model).toString("utf8"),
    settledAt: row.source,
  };
}

/** Newest first. */
export async function readHistory(connection: Connection, project: string): Promise<readonly HistoryEntry[]> {
  if ((await readFormat(connection)) === null) return [];
  const rows = await connection.rows<Omit<HistoryEntry, "parents"> & { readonly parents: string }>(sql`
    SELECT seq, kind, revision, message, parents, digest, plan_digest AS planDigest, outcome, steps, by, started_at AS startedAt, ended_at AS endedAt,
           previous_hash AS previousHash, hash
      FROM keelson_history WHERE project = ${project} ORDER BY keelson_history.seq DESC`);
  return rows.map((row) => ({ ...row, parents: JSON.parse(row.parents) as readonly string[] }));
}

const list = (columns: SQLQuery, table: SQLQuery, project: string, order: SQLQuery): SQLQuery =>
  sql`(SELECT json_group_array(json_object(${columns}) ORDER BY ${order}) FROM ${table} WHERE project = ${project})`;

function snapshotQuery(project: string): SQLQuery {
  const progress = sql`'revision', revision, 'direction', direction, 'planDigest', plan_digest, 'stage', stage, 'of', stages, 'state', state, 'error', error, 'walk', walk`;
  const backfill = sql`'id', id, 'revision', revision, 'table', table_name, 'cursor', cursor, 'rows', rows, 'total', total, 'state', state, 'startedAt', started_at, 'updatedAt', updated_at`;
  return sql`SELECT
    (SELECT json_group_array(revision ORDER BY revision) FROM keelson_head WHERE project = ${project}) AS heads,
    (SELECT json_group_array(json_array(revision, coalesce(digest, ''))) FROM keelson_history AS h
      WHERE project = ${project} AND revision IS NOT NULL AND kind <> 'downgrade'
        AND seq = (SELECT max(seq) FROM keelson_history AS newest WHERE newest.project = h.project AND newest.revision = h.revision)) AS applied,
    (SELECT json_object('seq', seq, 'hash', hash) FROM keelson_history WHERE project = ${project} ORDER BY keelson_history.seq DESC LIMIT 1) AS last,
    EXISTS (SELECT 1 FROM (
      SELECT seq, previous_hash, lag(seq) OVER (ORDER BY seq) AS seq_before, lag(hash) OVER (ORDER BY seq) AS hash_before FROM keelson_history WHERE project = ${project}
    ) WHERE (seq <> coalesce(seq_before, 0) + 1 OR previous_hash <> coalesce(hash_before, ''))
      AND seq > (SELECT coalesce(max(seq), 0) FROM keelson_history WHERE project = ${project} AND kind = 'repair' AND revision IS NULL)) AS broken,
    ${list(progress, sql`keelson_progress`, project, sql`revision`)} AS progress,
    ${list(sql`'id', id, 'since', since, 'changes', changes`, sql`keelson_pending`, project, sql`since, id`)} AS pending,
    ${list(backfill, sql`keelson_backfill`, project, sql`revision, id`)} AS backfills,
    ${list(sql`'kind', kind, 'ref', ref, 'origin', origin`, sql`keelson_object`, project, sql`rowid`)} AS objects,
    (SELECT json_group_object(ref, project) FROM keelson_object WHERE project <> ${project}) AS elsewhere,
    (SELECT model FROM keelson_state WHERE project = ${project}) AS model,
    (SELECT source_digest FROM keelson_state WHERE project = ${project}) AS source`;
}
