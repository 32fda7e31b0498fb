import type { RevisionGraph } from "./graph.ts";
import { withAncestors } from "./lineage.ts";
import { type ReplacedPart, replacedPart } from "./replaced-part.ts";
import { RevisionUnknownError } from "./target-errors.ts";

/** What a journal says of one project. */
export interface Recorded {
  readonly heads: readonly string[];
  /**
   * Every applied revision, where the journal lists them all (also those that were stamped over); absent: what lies below the heads.
   * With it a revision that was slipped in below an applied one is seen as not applied.
   */
  readonly revisions?: Iterable<string>;
}

/** Where a database stands in the graph of its source. */
export interface Standing {
  /** As the journal spells them, possibly by ids that were squashed since. */
  readonly heads: readonly string[];
  /** Every revision that is applied as a whole. */
  readonly applied: ReadonlySet<string>;
  /** Squashed revisions that the journal knows by what they replaced, in whole or in part. */
  readonly parts: ReadonlyMap<string, ReplacedPart>;
}

export const nowhere: Standing = { heads: [], applied: new Set(), parts: new Map() };

/** Finds the journal's revisions in the graph. @throws RevisionUnknownError naming all that are not there. */
export function standingOf(graph: RevisionGraph, { heads, revisions }: Recorded): Standing {
  const listed = revisions === undefined ? undefined : [...revisions];
  const unknown = [...new Set([...heads, ...(listed ?? [])])].filter((id) => !graph.has(id) && !graph.replacedBy.has(id));
  if (unknown.length > 0) throw new RevisionUnknownError(unknown);
  const recorded = new Map<string, string[]>();
  const whole = new Set<string>();
  for (const id of listed ?? heads) {
    const by = graph.replacedBy.get(id);
    if (by === undefined) whole.add(id);
    else recorded.set(by, [...(recorded.get(by) ?? []), id]);
  }
  const below = [...recorded.keys()].flatMap((id) => graph.parents(id));
  const applied = listed === undefined ? withAncestors(graph, [...whole, ...below]) : whole;
  const parts = new Map<string, ReplacedPart>();
  for (const [id, ids] of recorded) {
    const part = replacedPart(graph.node(id).replaces ?? [], ids);
    parts.set(id, part);
    if (part.left.length === 0) applied.add(id);
  }
  return { heads, applied, parts };
}

/** All that is not applied, in the order in which it would be. */
export const pendingRevisions = (graph: RevisionGraph, standing: Standing): string[] =>
  graph.order.filter((id) => !standing.applied.has(id));

/** Not applied, although something that needs it is: it came in below, by a merge or an accepted edit. */
export function lateArrivals(graph: RevisionGraph, standing: Standing): string[] {
  const expected = withAncestors(graph, standing.applied);
  return pendingRevisions(graph, standing).filter((id) => expected.has(id));
}
