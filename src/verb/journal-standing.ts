import { revisionOfContract } from "../plan/contract-half.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { type Standing, standingOf } from "../revision/standing.ts";

/** Where the journal says that the database stands in the graph of the source. @throws RevisionUnknownError */
export const journalStanding = (graph: RevisionGraph, journal: JournalSnapshot | null): Standing =>
  standingOf(graph, {
    heads: journal?.heads ?? [],
    // A contract half is no revision of its own.
    ...(journal === null ? {} : { revisions: [...journal.applied.keys()].filter((id) => revisionOfContract(id) === undefined) }),
  });
