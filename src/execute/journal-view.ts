import type { BackfillProgress, JournalSnapshot, JournalWrite, OwnedObject, Progress } from "../port/journal.ts";

/** The journal as the run knows it: what was read under the lease, and what was committed since. */
export interface JournalView {
  readonly last: JournalSnapshot["last"];
  readonly progress: ReadonlyMap<string, Progress>;
  readonly objects: ReadonlyMap<string, OwnedObject>;
  readonly pending: ReadonlySet<string>;
  backfill(revision: string, id: string): BackfillProgress | undefined;
  /** Takes over what was committed. */
  note(writes: readonly JournalWrite[]): void;
  /** Forgets what it knew for what was read now. */
  reload(snapshot: JournalSnapshot): void;
}

export function createJournalView(snapshot: JournalSnapshot): JournalView {
  let last = snapshot.last;
  let progress = new Map<string, Progress>();
  let objects = new Map<string, OwnedObject>();
  let pending = new Set<string>();
  let backfills = new Map<string, BackfillProgress>();
  const reload = (from: JournalSnapshot) => {
    last = from.last;
    progress = new Map(from.progress.map((entry) => [entry.revision, entry]));
    objects = new Map(from.objects);
    pending = new Set(from.pending.map(({ id }) => id));
    backfills = new Map(from.backfills.map((entry) => [backfillKey(entry.revision, entry.id), entry]));
  };
  const note = (write: JournalWrite): void => {
    switch (write.kind) {
      case "history":
        last = { seq: write.entry.seq, hash: write.entry.hash };
        return;
      case "progress":
        progress.set(write.progress.revision, write.progress);
        return;
      case "progressDone":
        progress.delete(write.revision);
        return;
      case "pendingAdd":
        pending.add(write.pending.id);
        return;
      case "pendingRemove":
        pending.delete(write.id);
        return;
      case "backfill":
        backfills.set(backfillKey(write.backfill.revision, write.backfill.id), write.backfill);
        return;
      case "backfillRemove":
        for (const [key, { revision }] of backfills) if (revision === write.revision) backfills.delete(key);
        return;
      case "objects":
        for (const ref of write.remove) objects.delete(ref);
        for (const object of write.add) objects.set(object.ref, object);
        return;
      case "heads":
      case "model":
      case "source":
      case "insertedForget":
        return;
    }
  };
  reload(snapshot);
  return {
    get last() {
      return last;
    },
    get progress() {
      return progress;
    },
    get objects() {
      return objects;
    },
    get pending() {
      return pending;
    },
    backfill: (revision, id) => backfills.get(backfillKey(revision, id)),
    note: (writes) => writes.forEach(note),
    reload,
  };
}

const backfillKey = (revision: string, id: string): string => `${revision}\u0001${id}`;

/** Whether the writes are in a journal that was read after the answer to their COMMIT was lost; of several entries the last one tells. */
export function areIn(writes: readonly JournalWrite[], snapshot: JournalSnapshot): boolean {
  const entry = writes.findLast((write) => write.kind === "history");
  if (entry !== undefined) return snapshot.last?.hash === entry.entry.hash;
  const progress = writes.find((write) => write.kind === "progress")?.progress;
  const ended = writes.find((write) => write.kind === "progressDone");
  if (progress === undefined) return ended !== undefined && !snapshot.progress.some(({ revision }) => revision === ended.revision);
  return snapshot.progress.some(
    ({ revision, direction, planDigest, stage, state }) =>
      revision === progress.revision &&
      direction === progress.direction &&
      planDigest === progress.planDigest &&
      stage === progress.stage &&
      state === progress.state,
  );
}
