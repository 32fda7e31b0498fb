import type { BackfillProgress, JournalSnapshot, JournalWrite, OwnedObject, PendingContract, Progress } from "../port/journal.ts";
import { isPart, stepOf } from "./backfill-parts.ts";

/** The journal as the run knows it: what was read under the lease, and what was committed since. */
export interface JournalView {
  readonly last: JournalSnapshot["last"];
  readonly progress: ReadonlyMap<string, Progress>;
  readonly objects: ReadonlyMap<string, OwnedObject>;
  readonly pending: ReadonlyMap<string, PendingContract>;
  backfill(revision: string, id: string): BackfillProgress | undefined;
  /** What several workers each do of a step; none where one does it all. */
  partsOf(revision: string, id: string): readonly BackfillProgress[];
  /** Takes over what was committed. */
  note(writes: readonly JournalWrite[]): void;
  /** A view of its own that starts from what this one knows. */
  fork(): JournalView;
  /** Forgets what it knew for what was read now. */
  reload(snapshot: JournalSnapshot): void;
}

type Known = Pick<JournalSnapshot, "last" | "progress" | "objects" | "pending" | "backfills">;

export function createJournalView(snapshot: Known): JournalView {
  let last = snapshot.last;
  let progress = new Map<string, Progress>();
  let objects = new Map<string, OwnedObject>();
  let pending = new Map<string, PendingContract>();
  let backfills = new Map<string, BackfillProgress>();
  const reload = (from: Known) => {
    last = from.last;
    progress = new Map(from.progress.map((entry) => [entry.revision, entry]));
    objects = new Map(from.objects);
    pending = new Map(from.pending.map((half) => [half.id, half]));
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
        pending.set(write.pending.id, write.pending);
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
      case "identity":
      case "settled":
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
    partsOf: (revision, id) => [...backfills.values()].filter((each) => each.revision === revision && isPart(each) && stepOf(each) === id),
    note: (writes) => writes.forEach(note),
    fork: () =>
      createJournalView({
        last,
        progress: [...progress.values()],
        objects,
        pending: [...pending.values()],
        backfills: [...backfills.values()],
      }),
    reload,
  };
}

const backfillKey = (revision: string, id: string): string => `${revision}\u0001${id}`;

/** Whether the writes are in a journal that was read after the answer to their COMMIT was lost; of several entries the last one tells. */
export function areIn(writes: readonly JournalWrite[], snapshot: JournalSnapshot): boolean {
  const end = historyEnd(writes);
  if (end !== null) return snapshot.last?.hash === end.hash;
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

/** Where the history ends with them; null where they add nothing to it. */
export function historyEnd(writes: readonly JournalWrite[]): JournalSnapshot["last"] {
  const last = writes.findLast((write) => write.kind === "history");
  return last === undefined ? null : { seq: last.entry.seq, hash: last.entry.hash };
}
