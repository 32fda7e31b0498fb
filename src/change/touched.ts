import type { Change, DataStep, ObjectChange } from "./change.ts";
import type { ObjectRef } from "../model/ref.ts";

/** What a list of changes reads or touches; `everything` where an opaque step may have touched anything. */
export type Touched = readonly ObjectRef[] | "everything";

/** Refs of both sides of each change, and the tables of data steps. An assert or a copy reads what nobody parsed: everything. */
export function touchedBy(changes: Iterable<Change>): Touched {
  const refs: ObjectRef[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case "opaque":
        return "everything";
      case "data": {
        if (readsAnything(change.data)) return "everything";
        if (change.data.step !== "assert") refs.push(change.data.table);
        break;
      }
      case "object":
        if (change.before !== null) refs.push(change.before.ref);
        if (change.after !== null) refs.push(change.after.ref);
    }
  }
  return refs;
}

/** Those of which it is known what became of them: the ones behind the last step that may have made or taken away anything. */
export const knownChanges = (changes: readonly Change[]): readonly ObjectChange[] =>
  changes.slice(changes.findLastIndex(({ kind }) => kind === "opaque") + 1).filter((change) => change.kind === "object");

export const sidesOf = ({ before, after }: ObjectChange): readonly ObjectRef[] =>
  [before, after].flatMap((side) => (side === null ? [] : [side.ref]));

const readsAnything = (step: DataStep): boolean => step.step === "assert" || step.step === "copyRows";
