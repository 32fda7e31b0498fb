import { digestText } from "../core/digest.ts";
import type { HistoryEntry, JournalSnapshot } from "../port/journal.ts";

/** An entry before it has its place in the chain. */
export type Draft = Omit<HistoryEntry, "seq" | "previousHash" | "hash">;

/** What the first entry of a project names as its predecessor. */
export const genesisHash = "";

/** The draft as the entry after `last`: its number, the hash before, and its own over all that is stored. */
export function chainEntry(draft: Draft, last: JournalSnapshot["last"]): HistoryEntry {
  const unhashed = { ...draft, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? genesisHash };
  return { ...unhashed, hash: hashOf(unhashed) };
}

/** The first entry (oldest first) that does not follow from the one before, or undefined where the chain is whole. `before`: what the first follows. */
export function brokenEntry(oldestFirst: readonly HistoryEntry[], before: JournalSnapshot["last"] = null): HistoryEntry | undefined {
  let last = before;
  for (const entry of oldestFirst) {
    const { hash, ...unhashed } = entry;
    if (entry.seq !== (last?.seq ?? 0) + 1 || entry.previousHash !== (last?.hash ?? genesisHash) || hash !== hashOf(unhashed)) return entry;
    last = entry;
  }
  return undefined;
}

const hashOf = ({
  seq,
  kind,
  revision,
  message,
  parents,
  digest,
  planDigest,
  outcome,
  steps,
  by,
  startedAt,
  endedAt,
  previousHash,
}: Omit<HistoryEntry, "hash">): string =>
  // Canonical JSON as it stands here: the keys in their order, and no value but text, numbers and lists of them.
  digestText(
    JSON.stringify({ by, digest, endedAt, kind, message, outcome, parents, planDigest, previousHash, revision, seq, startedAt, steps }),
  );
