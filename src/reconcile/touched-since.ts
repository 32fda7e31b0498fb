import { type Touched, touchedBy } from "../change/touched.ts";
import type { DifferenceRecord } from "../execute/difference-record.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import { parseSteps, undoesAlready } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";

export interface Since {
  readonly touched: Touched;
  /** What a way down gave back to its owner, and nothing has touched since. */
  readonly left: readonly ObjectRef[];
}

/**
 * What the history, newest first, says that runs of ours touched after row `seq`, and what a difference did that has not come to its end;
 * an inverse names the same objects as what it undoes, and where people said it, the step says itself what it touched.
 */
export function touchedSince(history: readonly HistoryEntry[], seq: number, { done, begun }: DifferenceRecord): Since {
  if (done === null || begun === null) return { touched: "everything", left: [] };
  const refs: ObjectRef[] = [];
  const left = new Map<string, ObjectRef>();
  let isEverything = false;
  const touch = (touched: Touched): void => {
    if (touched === "everything") {
      isEverything = true;
      left.clear();
      return;
    }
    refs.push(...touched);
    if (left.size > 0) for (const ref of touched) left.delete(refKey(ref));
  };
  for (const entry of history.toReversed()) {
    if (entry.seq <= seq || entry.outcome !== "applied") continue;
    for (const step of parseSteps(entry.steps)) {
      const undoing = step.outcome === "applied" ? step.inverse : undoesAlready(step);
      touch(undoing === null ? "everything" : touchedBy(undoing));
      touch(step.touched ?? []);
      for (const ref of step.left ?? []) left.set(refKey(ref), ref);
    }
  }
  touch(touchedBy([...done, ...begun]));
  return { touched: isEverything ? "everything" : refs, left: [...left.values()] };
}
