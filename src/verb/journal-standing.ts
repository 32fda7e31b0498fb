import type { JournalSnapshot } from "../port/journal.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { type Standing, standingOf } from "../revision/standing.ts";

/** Where the journal says that the database stands in the graph of the source. @throws RevisionUnknownError */
export const journalStanding = (graph: RevisionGraph, journal: JournalSnapshot | null): Standing =>
  standingOf(graph, { heads: journal?.heads ?? [], revisions: journal?.applied.keys() });
