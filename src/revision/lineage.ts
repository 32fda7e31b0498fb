import type { RevisionGraph } from "./graph.ts";

/** The ids and everything that must be there before them. */
export const withAncestors = (graph: RevisionGraph, ids: Iterable<string>): Set<string> =>
  reach(
    ids,
    (id) => graph.parents(id),
    (id) => graph.dependencies(id),
  );

/** The ids and everything that cannot stay without them. */
export const withDescendants = (graph: RevisionGraph, ids: Iterable<string>): Set<string> =>
  reach(
    ids,
    (id) => graph.children(id),
    (id) => graph.dependents(id),
  );

/** Of a set closed downwards, what nothing in the set revises: how a journal names the set. */
export function headsOf(graph: RevisionGraph, applied: ReadonlySet<string>): string[] {
  return graph.sorted(applied).filter((id) => !graph.children(id).some((child) => applied.has(child)));
}

function reach(ids: Iterable<string>, ...ways: readonly ((id: string) => readonly string[])[]): Set<string> {
  const found = new Set(ids);
  // A set that grows while it is iterated visits what is added: a worklist without a second copy.
  for (const id of found) for (const next of ways) for (const neighbour of next(id)) found.add(neighbour);
  return found;
}
