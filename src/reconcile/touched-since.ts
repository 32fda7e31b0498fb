import type { Change } from "../change/change.ts";
import type { DifferenceRecord } from "../execute/difference-record.ts";
import { parseSteps, undoesAlready } from "../plan/step-outcomes.ts";
import { type Touched, touchedBy } from "../change/touched.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { HistoryEntry } from "../port/journal.ts";

/**
 * What the history says that runs of ours touched after row `seq`, and what a difference did that has not come to its end;
 * an inverse names the same objects as what it undoes, and where people said it, the step says itself what it touched.
 */
export function touchedSince(history: readonly HistoryEntry[], seq: number, { done, begun }: DifferenceRecord): Touched {
  if (done === null || begun === null) return "everything";
  const changes: Change[] = [...done, ...begun];
  const refs: ObjectRef[] = [];
  for (const entry of history) {
    if (entry.seq <= seq || entry.outcome !== "applied") continue;
    for (const step of parseSteps(entry.steps)) {
      const undoing = step.outcome === "applied" ? step.inverse : undoesAlready(step);
      if (undoing === null || step.touched === "everything") return "everything";
      changes.push(...undoing);
      refs.push(...(step.touched ?? []));
    }
  }
  const touched = touchedBy(changes);
  return touched === "everything" ? touched : [...touched, ...refs];
}
