import type { JournalWrite } from "../../../port/journal.ts";
import { quoteLiteral } from "../quote.ts";
import { compressedLiteral } from "./compressed.ts";
import { databaseIdentity } from "./database-identity.ts";
import { historyValues, recordCall, text } from "./record-call.ts";

type WriteOf<Kind extends JournalWrite["kind"]> = Extract<JournalWrite, { readonly kind: Kind }>;
type Writers = { readonly [Kind in JournalWrite["kind"]]: (write: WriteOf<Kind>, project: string) => readonly string[] };

/** The statements of journal writes, literals only, for use inside a stage's own message. */
export function journalStatements(writes: readonly JournalWrite[], project: string): readonly string[] {
  const { call, rest } = recordCall(writes, project);
  return [...call, ...rest.flatMap((write) => journalSql(write, project))];
}

function journalSql(write: JournalWrite, project: string): readonly string[] {
  const writer = writers[write.kind] as (write: JournalWrite, project: string) => readonly string[];
  return writer(write, quoteLiteral(project));
}

const list = (values: readonly string[]): string => values.map(quoteLiteral).join(", ");

const writers: Writers = {
  history: ({ entry }, project) => [`INSERT INTO keelson.history VALUES (${project}, ${historyValues(entry)})`],
  heads: ({ add, remove }, project) => {
    const removal = `DELETE FROM keelson.head WHERE project = ${project} AND revision IN (${list(remove)})`;
    if (add.length === 0) return remove.length === 0 ? [] : [removal];
    const addition = `INSERT INTO keelson.head VALUES ${add.map((revision) => `(${project}, ${quoteLiteral(revision)})`).join(", ")} ON CONFLICT DO NOTHING`;
    return [remove.length === 0 ? addition : `WITH removed AS (${removal}) ${addition}`];
  },
  progress: ({ progress: { revision, direction, planDigest, stage, of, state, error, walk } }, project) => [
    `INSERT INTO keelson.progress VALUES (${project}, ${list([revision, direction, planDigest])}, ${stage}, ${of}, ${text(state)}, ${text(error)}, ${text(walk)}) ` +
      "ON CONFLICT (project, revision) DO UPDATE SET direction = EXCLUDED.direction, plan_digest = EXCLUDED.plan_digest, stage = EXCLUDED.stage, stages = EXCLUDED.stages, state = EXCLUDED.state, error = EXCLUDED.error, walk = EXCLUDED.walk",
  ],
  progressDone: ({ revision }, project) => [
    `DELETE FROM keelson.progress WHERE project = ${project} AND revision = ${quoteLiteral(revision)}`,
  ],
  pendingAdd: ({ pending: { id, since, changes } }, project) => [
    `INSERT INTO keelson.pending VALUES (${project}, ${list([id, since, changes])}) ON CONFLICT (project, id) DO UPDATE SET since = EXCLUDED.since, changes = EXCLUDED.changes`,
  ],
  pendingRemove: ({ id }, project) => [`DELETE FROM keelson.pending WHERE project = ${project} AND id = ${quoteLiteral(id)}`],
  backfill: ({ backfill: { id, revision, table, cursor, until, rows, total, state, startedAt, updatedAt } }, project) => [
    `INSERT INTO keelson.backfill (project, revision, id, table_name, cursor, rows, total, state, started_at, updated_at, until) VALUES (${project}, ${list([revision, id, table])}, ${text(cursor)}, ${rows}, ${total}, ${list([state, startedAt, updatedAt])}, ${text(until ?? null)}) ` +
      "ON CONFLICT (project, revision, id) DO UPDATE SET cursor = EXCLUDED.cursor, rows = EXCLUDED.rows, total = EXCLUDED.total, state = EXCLUDED.state, updated_at = EXCLUDED.updated_at",
  ],
  backfillRemove: ({ revision }, project) => [
    `DELETE FROM keelson.backfill WHERE project = ${project} AND revision = ${quoteLiteral(revision)}`,
  ],
  objects: ({ add, remove }, project) => [
    ...(remove.length === 0 ? [] : [`DELETE FROM keelson.object WHERE project = ${project} AND ref IN (${list(remove)})`]),
    ...(add.length === 0
      ? []
      : [
          `INSERT INTO keelson.object (project, ref, kind, origin) VALUES ${add.map(({ ref, kind, origin }) => `(${project}, ${list([ref, kind, origin])})`).join(", ")} ` +
            "ON CONFLICT (project, ref) DO UPDATE SET kind = EXCLUDED.kind, origin = EXCLUDED.origin",
        ]),
  ],
  model: ({ text: model }, project) => [upsertState("model", project, compressedLiteral(model))],
  identity: () => [
    `INSERT INTO keelson.meta VALUES ('identity', ${databaseIdentity}) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`,
  ],
  settled: ({ at, mark }, project) => [
    upsertState("source_digest", project, quoteLiteral(at)),
    upsertState("catalogue_mark", project, text(mark)),
  ],
  insertedForget: ({ revision }, project) => [
    `DELETE FROM keelson.inserted WHERE project = ${project} AND revision = ${quoteLiteral(revision)}`,
  ],
};

const upsertState = (column: string, project: string, value: string): string =>
  `INSERT INTO keelson.state (project, ${column}) VALUES (${project}, ${value}) ON CONFLICT (project) DO UPDATE SET ${column} = EXCLUDED.${column}`;
