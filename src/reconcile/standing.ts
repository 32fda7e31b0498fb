import { revisionOfContract } from "../plan/contract-half.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { editedRevisions } from "../revision/edited.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { nowhere, type Standing, standingOf } from "../revision/standing.ts";
import { RevisionEditedError } from "./stop-errors.ts";

/**
 * Where the database stands in the graph of its source.
 * @throws RevisionUnknownError, RevisionEditedError
 */
export function findStanding(graph: RevisionGraph<RevisionResource>, snapshot: JournalSnapshot | null): Standing {
  if (snapshot === null) return nowhere;
  const revisions = new Map([...snapshot.applied].filter(([id]) => revisionOfContract(id) === undefined));
  const standing = standingOf(graph, { heads: snapshot.heads, revisions: revisions.keys() });
  // A row without a digest (another tool's history, adopted) says nothing about edits.
  const edited = editedRevisions(graph, new Map([...revisions].filter(([, digest]) => digest !== "")));
  if (edited.length > 0) throw new RevisionEditedError(edited);
  return standing;
}
