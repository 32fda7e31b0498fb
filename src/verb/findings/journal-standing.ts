import { revisionOfContract } from "../../plan/contract-half.ts";
import type { JournalSnapshot } from "../../port/journal.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import { type Standing, standingOf } from "../../revision/standing.ts";

/** Where the journal says that the database stands in the graph of the source. @throws RevisionUnknownError */
export const journalStanding = (graph: RevisionGraph, journal: JournalSnapshot | null): Standing =>
  standingOf(graph, {
    heads: journal?.heads ?? [],
    // A contract half is no revision of its own.
    ...(journal === null ? {} : { revisions: [...journal.applied.keys()].filter((id) => revisionOfContract(id) === undefined) }),
  });

/** The same where the journal may hold revisions that the source does not know: those are named beside it. */
export function knownStanding(
  graph: RevisionGraph,
  journal: JournalSnapshot | null,
): { readonly standing: Standing; readonly unknown: readonly string[] } {
  if (journal === null) return { standing: journalStanding(graph, journal), unknown: [] };
  const isKnown = (id: string): boolean => graph.has(id) || graph.replacedBy.has(id);
  const listed = [...journal.applied].filter(([id]) => revisionOfContract(id) === undefined);
  const unknown = [...new Set([...listed.map(([id]) => id), ...journal.heads])].filter((id) => !isKnown(id));
  const known = { ...journal, heads: journal.heads.filter(isKnown), applied: new Map(listed.filter(([id]) => isKnown(id))) };
  return { standing: journalStanding(graph, known), unknown };
}
