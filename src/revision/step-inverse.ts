import type { Change, DataChange, DataStep } from "../change/change.ts";
import { invert } from "../change/invert.ts";
import type { ObjectRef, RefKey } from "../model/ref.ts";
import { refKey } from "../model/ref.ts";

/** What this revision made so far, and its way down takes away again with all that was written into it. */
export class MadeHere {
  readonly #made: ObjectRef[] = [];
  /** Only data steps ask; most revisions have none. */
  #keys: Set<RefKey> | undefined;

  add(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind !== "object" || change.before !== null || change.after === null) continue;
      this.#made.push(change.after.ref);
      this.#keys?.add(refKey(change.after.ref));
    }
  }

  has(ref: ObjectRef): boolean {
    this.#keys ??= new Set(this.#made.map(refKey));
    return this.#keys.has(refKey(ref));
  }
}

/**
 * What undoes the changes of one step, in the order to run: structural changes are swapped, inserted rows are taken away again,
 * data that vanishes with what the revision made needs nothing. null where nothing undoes a part of it.
 */
export function stepInverse(revision: string, changes: readonly Change[], made: MadeHere): readonly Change[] | null {
  const [only] = changes;
  if (only !== undefined && changes.length === 1) return undo(revision, only, made);
  const inverse: Change[] = [];
  for (const change of changes.toReversed()) {
    const undone = undo(revision, change, made);
    if (undone === null) return null;
    inverse.push(...undone);
  }
  return inverse;
}

function undo(revision: string, change: Change, made: MadeHere): readonly Change[] | null {
  switch (change.kind) {
    case "object":
      return invert([change]);
    case "data":
      return undoData(revision, change, made);
    case "opaque":
      return null;
  }
}

function undoData(revision: string, { id, data }: DataChange, made: MadeHere): readonly Change[] | null {
  if (data.step === "assert") return [];
  if (made.has(data.table) || writesOnlyInto(data, made)) return [];
  if (data.step !== "insertRows") return null;
  return [{ kind: "data", id: `${id}.down`, data: { step: "deleteInserted", table: data.table, of: { revision, step: id } } }];
}

function writesOnlyInto(data: DataStep, made: MadeHere): boolean {
  if (data.step !== "updateRows" && data.step !== "backfill") return false;
  return Object.keys(data.set).every((column) => made.has({ kind: "column", parent: data.table, name: column }));
}
