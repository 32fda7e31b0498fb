import type { HistoryEntry } from "../port/journal.ts";
import type { Descent } from "../source/source.ts";
import type { Run } from "./run.ts";
import { StopError } from "./stop-errors.ts";

/**
 * Revisions go because a newer source has dropped them, never because an older one does not have them yet: the commit of the source must come
 * after those that they were applied from. A source without commits says by the policy alone which it is.
 * @throws StopError
 */
export async function refuseOlderSource(run: Run, applied: readonly HistoryEntry[]): Promise<void> {
  const { commit } = await run.source();
  const before = [...new Set(applied.map(({ by }) => (JSON.parse(by) as { readonly sourceCommit?: string | null }).sourceCommit ?? null))];
  for (const old of before) {
    if (old === null && commit === undefined) continue;
    const { descends } = run.options.source;
    const answer = old === null || commit === undefined || descends === undefined ? "unknown" : await descends(old);
    if (answer !== "yes") throw notNewer(commit, old, answer);
  }
}

function notNewer(commit: string | undefined, old: string | null, answer: Exclude<Descent, "yes">): StopError {
  const [now, then] = [commit ?? "a source without commits", old ?? "a source without commits"];
  const why = answer === "no" ? `${now} does not come after ${then}` : `nobody can tell whether ${now} comes after ${then}`;
  return new StopError(
    "revisionUnknown",
    "source-not-newer",
    `The database has revisions that the source does not know, and ${why}, from which they were applied`,
    "Use a source that descends from that one, or one that has the revisions, and `keelson downgrade` there",
  );
}
