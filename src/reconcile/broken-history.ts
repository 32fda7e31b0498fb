import type { JournalSnapshot } from "../port/journal.ts";
import { HistoryBrokenError } from "./stop-errors.ts";

/**
 * Why the history cannot be what runs of ours wrote: rows are gone from its middle, its end or altogether; null where nothing speaks against it.
 * `left`: number of the newest row that the last run knew of.
 */
export function brokenHistory(
  { chain, last, heads, applied }: Pick<JournalSnapshot, "chain" | "last" | "heads" | "applied">,
  left: number,
): string | null {
  const newest = last?.seq ?? 0;
  if (chain === "broken") return "rows of it do not follow from the ones before";
  if (newest < left) return `it ends at row ${newest}, but row ${left} was written`;
  const unheard = heads.filter((head) => !applied.has(head));
  return unheard.length > 0 ? `no row of it tells how ${unheard.join(", ")} came to be applied` : null;
}

/** @throws HistoryBrokenError: what is applied is not known, so that nothing may run. */
export function refuseBroken(snapshot: JournalSnapshot, left: number): void {
  const why = brokenHistory(snapshot, left);
  if (why !== null) throw new HistoryBrokenError(why);
}
