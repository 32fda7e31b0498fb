import type { HistoryEntry } from "../port/journal.ts";
import type { Applied } from "../plan/resolve-down.ts";
import { parseSteps } from "../plan/step-outcomes.ts";

/**
 * What the journal keeps of how a revision was applied; undefined where it was only stamped or adopted, so that nobody saw it run.
 * `newestFirst`: the whole history.
 */
export function appliedSteps(newestFirst: readonly HistoryEntry[], id: string): Applied | undefined {
  const entry = newestFirst.find(({ revision }) => revision === id);
  return entry === undefined || entry.outcome === "stamped" ? undefined : { id, outcomes: parseSteps(entry.steps) };
}
