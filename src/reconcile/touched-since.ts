import type { Change } from "../change/change.ts";
import type { DifferenceRecord } from "../execute/difference-record.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import { type Touched, touchedBy } from "../plan/touched.ts";
import type { HistoryEntry } from "../port/journal.ts";

/**
 * What the history says that runs of ours touched after row `seq`, and what a difference did that has not come to its end;
 * an inverse names the same objects as what it undoes.
 */
export function touchedSince(history: readonly HistoryEntry[], seq: number, { done, begun }: DifferenceRecord): Touched {
  if (done === null || begun === null) return "everything";
  const changes: Change[] = [...done, ...begun];
  for (const entry of history) {
    if (entry.seq <= seq || entry.outcome !== "applied") continue;
    for (const { outcome, inverse } of parseSteps(entry.steps)) {
      if (outcome !== "applied") continue;
      if (inverse === null) return "everything";
      changes.push(...inverse);
    }
  }
  return touchedBy(changes);
}
