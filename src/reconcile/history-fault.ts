import { brokenEntry } from "../execute/history-chain.ts";
import { brokenHistory } from "./broken-history.ts";
import { readExpectation } from "./expectation.ts";
import type { Run } from "./run.ts";

/**
 * Why the history is not what runs of ours wrote, with the digest of each row computed again; null where nothing speaks against it.
 * A gap that somebody accepted with `repair` is where the chain starts anew.
 */
export async function historyFault({ session, settings }: Run): Promise<string | null> {
  const snapshot = await session.journal.read(settings.project);
  if (snapshot === null) return null;
  const newestFirst = await session.journal.history(settings.project);
  const accepted = newestFirst.findIndex(({ kind, revision }) => kind === "repair" && revision === null);
  const counted = (accepted === -1 ? newestFirst : newestFirst.slice(0, accepted)).toReversed();
  const broken = brokenEntry(counted, newestFirst[accepted] ?? null);
  if (broken !== undefined) return `row ${broken.seq} is not as it was written, or does not follow from the one before`;
  return brokenHistory(snapshot, snapshot.model === null ? 0 : readExpectation(snapshot.model).seq);
}
