import type { RevisionGraph } from "./graph.ts";
import type { ReplacedPart } from "./replaced-part.ts";

/** What one revision's walk changes in the journal's set of heads. */
export interface HeadsChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The journal's heads (in its own spelling) and what is applied, be it in part, before the walk. */
export interface HeadsBefore {
  readonly heads: ReadonlySet<string>;
  readonly present: ReadonlySet<string>;
  readonly parts: ReadonlyMap<string, ReplacedPart>;
}

/** Applying a revision: it is a head unless something applied revises it already; what it revises is none any more. */
export function headsAfterUp(graph: RevisionGraph, { heads, present }: HeadsBefore, id: string): HeadsChange {
  const parents = graph.parents(id);
  const isHead = !graph.children(id).some((child) => present.has(child));
  const remove: string[] = [];
  for (const head of heads) {
    const now = graph.replacedBy.get(head) ?? head;
    if (head !== id && (now === id || parents.includes(now))) remove.push(head);
  }
  return { add: isHead && !heads.has(id) ? [id] : [], remove };
}

/** Undoing a revision: what it revises is a head again, unless something else that is applied revises that too. */
export function headsAfterDown(graph: RevisionGraph, { heads, present, parts }: HeadsBefore, id: string): HeadsChange {
  const uncovered = graph
    .parents(id)
    .filter((parent) => present.has(parent) && !graph.children(parent).some((child) => child !== id && present.has(child)));
  return {
    add: uncovered.flatMap((parent) => recordedHeads(graph, parts, parent)).filter((head) => !heads.has(head)),
    remove: [...heads].filter((head) => (graph.replacedBy.get(head) ?? head) === id),
  };
}

/** Moves the set of heads on by a change. */
export function moveHeads(heads: Set<string>, { add, remove }: HeadsChange): void {
  for (const head of remove) heads.delete(head);
  for (const head of add) heads.add(head);
}

/** A squashed revision is a head under the names by which the journal knows it. */
function recordedHeads(graph: RevisionGraph, parts: HeadsBefore["parts"], id: string): readonly string[] {
  const part = parts.get(id);
  if (part === undefined || part.left.length > 0) return [id];
  const replaces = graph.node(id).replaces ?? [];
  return part.recorded.filter((head) => !replaces.some((other) => part.recorded.includes(other.id) && other.revises.includes(head)));
}
