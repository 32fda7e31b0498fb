import type { HistoryEntry, JournalSnapshot, JournalStore, JournalWrite, OwnedObject } from "../../../src/index.ts";
import type { Database } from "./database.ts";

/** What the journal holds of one project: its snapshot without maps, and what only a journal knows. */
interface State extends Omit<JournalSnapshot, "applied" | "objects" | "elsewhere"> {
  readonly applied: readonly (readonly [string, string])[];
  readonly objects: readonly (readonly [string, OwnedObject])[];
  readonly history: readonly HistoryEntry[];
  readonly mark: string | null;
}

const empty: State = {
  format: 1,
  identity: "here",
  heads: [],
  applied: [],
  last: null,
  chain: "whole",
  progress: [],
  pending: [],
  backfills: [],
  objects: [],
  model: null,
  settledAt: null,
  history: [],
  mark: null,
};

const tables = `CREATE TABLE IF NOT EXISTS tinysql_journal (project TEXT PRIMARY KEY, state TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS tinysql_lease (one INTEGER PRIMARY KEY CHECK (one = 1), token TEXT NOT NULL, holder TEXT NOT NULL, request TEXT NOT NULL, expires INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS tinysql_inserted (revision TEXT NOT NULL, step TEXT NOT NULL, row INTEGER NOT NULL)`;

const isThere = (database: Database): boolean => database.rows("SELECT 1 FROM sqlite_schema WHERE name = 'tinysql_journal'").length > 0;

/** null where there is no journal at all. */
export function readState(database: Database, project: string): State | null {
  if (!isThere(database)) return null;
  const [row] = database.rows("SELECT state FROM tinysql_journal WHERE project = ?", project);
  return row === undefined ? empty : (JSON.parse(String(row["state"])) as State);
}

function ownedElsewhere(database: Database, project: string): ReadonlyMap<string, string> {
  const others = database.rows("SELECT project, state FROM tinysql_journal WHERE project <> ?", project);
  return new Map(
    others.flatMap((row) => (JSON.parse(String(row["state"])) as State).objects.map(([ref]) => [ref, String(row["project"])] as const)),
  );
}

/** Inside the transaction of what is written down. */
export function write(database: Database, project: string, writes: readonly JournalWrite[]): void {
  if (writes.length === 0) return;
  const state = writes.reduce(after, readState(database, project) ?? empty);
  database.run(
    "INSERT INTO tinysql_journal VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
    project,
    JSON.stringify(state),
  );
}

function after(state: State, write: JournalWrite): State {
  switch (write.kind) {
    case "history":
      return {
        ...state,
        history: [write.entry, ...state.history],
        last: { seq: write.entry.seq, hash: write.entry.hash },
        applied: appliedAfter(state.applied, write.entry),
      };
    case "heads":
      return { ...state, heads: [...state.heads.filter((id) => !write.remove.includes(id)), ...write.add] };
    case "progress":
      return { ...state, progress: [...state.progress.filter(({ revision }) => revision !== write.progress.revision), write.progress] };
    case "progressDone":
      return { ...state, progress: state.progress.filter(({ revision }) => revision !== write.revision) };
    case "pendingAdd":
      return { ...state, pending: [...state.pending, write.pending] };
    case "pendingRemove":
      return { ...state, pending: state.pending.filter(({ id }) => id !== write.id) };
    case "backfill":
      return { ...state, backfills: [...state.backfills.filter(({ id }) => id !== write.backfill.id), write.backfill] };
    case "backfillRemove":
      return { ...state, backfills: state.backfills.filter(({ revision }) => revision !== write.revision) };
    case "objects":
      return {
        ...state,
        objects: [
          ...state.objects.filter(([ref]) => !write.remove.includes(ref)),
          ...write.add.map((object) => [object.ref, object] as const),
        ],
      };
    case "identity":
      return state;
    case "model":
      return { ...state, model: write.text };
    case "settled":
      return { ...state, settledAt: write.at, mark: write.mark ?? null };
    case "insertedForget":
      return state;
  }
}

function appliedAfter(applied: State["applied"], { kind, revision, digest }: HistoryEntry): State["applied"] {
  if (revision === null) return applied;
  const others = applied.filter(([id]) => id !== revision);
  return kind === "downgrade" ? others : [...others, [revision, digest ?? ""]];
}

export const journalStore = (database: Database): JournalStore => ({
  ensure: async () => {
    if (!isThere(database)) database.transaction(null, () => database.statement(tables));
  },
  read: async (project) => {
    const state = readState(database, project);
    if (state === null) return null;
    return { ...state, applied: new Map(state.applied), objects: new Map(state.objects), elsewhere: ownedElsewhere(database, project) };
  },
  history: async (project) => readState(database, project)?.history ?? [],
  steerBackfill: async () => undefined,
  forget: async (project) => void database.run("DELETE FROM tinysql_journal WHERE project = ?", project),
});
