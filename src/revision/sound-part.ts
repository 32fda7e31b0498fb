import { buildGraph } from "./build-graph.ts";
import type { RevisionGraph } from "./graph.ts";
import type { RevisionNode } from "./revision.ts";

/** The graph of the revisions that stand on nothing but sound ones: the rest of a faulty set can still be looked at. Undefined where they make none either. */
export function soundPart<N extends RevisionNode>(revisions: readonly N[]): RevisionGraph<N> | undefined {
  const replaced = new Set(revisions.flatMap(({ replaces = [] }) => replaces.map(({ id }) => id)));
  const sound = new Map<string, N>();
  const byId = Map.groupBy(revisions, ({ id }) => id);
  let left = [...byId.values()].flatMap((same) => (same.length === 1 ? same : []));
  for (let before = -1; before !== sound.size; ) {
    before = sound.size;
    const stands = ({ revises, dependsOn }: N) => [...revises, ...dependsOn].every((id) => sound.has(id) || replaced.has(id));
    for (const revision of left.filter(stands)) sound.set(revision.id, revision);
    left = left.filter(({ id }) => !sound.has(id));
  }
  return buildGraph([...sound.values()]).graph;
}
