import { brotliCompressSync, constants } from "node:zlib";
import type { SQLQuery } from "@databases/sqlite";
import { sql } from "@databases/sqlite";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { JournalWrite } from "../../../port/journal.ts";
import type { Connection } from "../connection/connection.ts";

type WriteOf<Kind extends JournalWrite["kind"]> = Extract<JournalWrite, { readonly kind: Kind }>;
type Writers = { readonly [Kind in JournalWrite["kind"]]: (write: WriteOf<Kind>, project: string) => readonly SQLQuery[] };

/** Writes to the journal, inside the transaction of whoever calls. */
export async function applyWrites(connection: Connection, project: string, writes: readonly JournalWrite[]): Promise<void> {
  for (const write of writes) {
    const writer = writers[write.kind] as (write: JournalWrite, project: string) => readonly SQLQuery[];
    for (const query of writer(write, project)) await connection.rows(query);
  }
}

const values = (...list: readonly unknown[]): SQLQuery =>
  sql`(${sql.join(
    list.map((value) => sql.value(value)),
    ", ",
  )})`;
const each = (list: readonly string[]): SQLQuery => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;

const writers: Writers = {
  history: ({ entry: e }, project) => [
    sql`INSERT INTO keelson_history (project, seq, kind, revision, message, parents, digest, plan_digest, outcome, steps, by, started_at, ended_at, previous_hash, hash) VALUES
      ${values(project, e.seq, e.kind, e.revision, e.message, canonicalJson(e.parents), e.digest, e.planDigest, e.outcome, e.steps, e.by, e.startedAt, e.endedAt, e.previousHash, e.hash)}`,
  ],
  heads: ({ add, remove }, project) => [
    sql`DELETE FROM keelson_head WHERE project = ${project} AND revision IN ${each(remove)}`,
    sql`INSERT OR IGNORE INTO keelson_head (project, revision) SELECT ${project}, value FROM json_each(${JSON.stringify(add)})`,
  ],
  progress: ({ progress: p }, project) => [
    sql`INSERT OR REPLACE INTO keelson_progress (project, revision, direction, plan_digest, stage, stages, state, error, walk) VALUES
      ${values(project, p.revision, p.direction, p.planDigest, p.stage, p.of, p.state, p.error, p.walk)}`,
  ],
  progressDone: ({ revision }, project) => [sql`DELETE FROM keelson_progress WHERE project = ${project} AND revision = ${revision}`],
  pendingAdd: ({ pending }, project) => [
    sql`INSERT OR REPLACE INTO keelson_pending (project, id, since, changes) VALUES ${values(project, pending.id, pending.since, pending.changes)}`,
  ],
  pendingRemove: ({ id }, project) => [sql`DELETE FROM keelson_pending WHERE project = ${project} AND id = ${id}`],
  backfill: ({ backfill: b }, project) => [
    sql`INSERT INTO keelson_backfill (project, revision, id, table_name, cursor, rows, total, state, started_at, updated_at) VALUES
      ${values(project, b.revision, b.id, b.table, b.cursor, b.rows, b.total, b.state, b.startedAt, b.updatedAt)}
      ON CONFLICT (project, revision, id) DO UPDATE SET cursor = excluded.cursor, rows = excluded.rows, total = excluded.total, state = excluded.state, updated_at = excluded.updated_at`,
  ],
  backfillRemove: ({ revision }, project) => [sql`DELETE FROM keelson_backfill WHERE project = ${project} AND revision = ${revision}`],
  objects: ({ add, remove }, project) => [
    sql`DELETE FROM keelson_object WHERE project = ${project} AND ref IN ${each(remove)}`,
    sql`INSERT INTO keelson_object (project, ref, kind, origin)
      SELECT ${project}, value ->> 'ref', value ->> 'kind', value ->> 'origin' FROM json_each(${JSON.stringify(add)}) WHERE true
      ON CONFLICT (project, ref) DO UPDATE SET kind = excluded.kind, origin = excluded.origin`,
  ],
  model: ({ text }, project) => [
    sql`INSERT INTO keelson_state (project, model) VALUES (${project}, ${compressed(text)}) ON CONFLICT (project) DO UPDATE SET model = excluded.model`,
  ],
  // The journal lies in the same file as all that it tells of.
  identity: () => [],
  settled: ({ at, mark }, project) => [
    sql`INSERT INTO keelson_state (project, source_digest, catalogue_mark) VALUES (${project}, ${at}, ${mark})
      ON CONFLICT (project) DO UPDATE SET source_digest = excluded.source_digest, catalogue_mark = excluded.catalogue_mark`,
  ],
  insertedForget: ({ revision }, project) => [sql`DELETE FROM keelson_inserted WHERE project = ${project} AND revision = ${revision}`],
};

/** A model of a thousand tables is large and mostly repetition; quality 5 is as fast as it is small. */
const compressed = (text: string): Uint8Array => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
