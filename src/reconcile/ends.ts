import type { RevisionGraph } from "../revision/graph.ts";
import { moveHeads } from "../revision/heads-after.ts";
import type { Survey } from "./survey.ts";

export interface Ends {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Where a run starts and where its walks end. */
export function endsOf({ standing, walks, begun }: Survey): Ends {
  const to = new Set(standing.heads);
  const finished = begun.flatMap(({ record, way }) => (way === "on" ? [record.walk] : []));
  for (const { heads } of [...finished, ...walks]) moveHeads(to, heads);
  return { from: standing.heads, to: [...to] };
}

/** Heads of the graph that the walks do not reach; while there are any, the Schema, which describes the newest state, is not compared. */
export const openHeads = (found: Survey): readonly string[] => headsBeyond(found.graph, endsOf(found).to);

/** Where the way to the target ends, however far anybody can see. */
export function endOfPath({ standing, path }: Pick<Survey, "standing" | "path">): readonly string[] {
  const heads = new Set(standing.heads);
  for (const step of path) moveHeads(heads, step.heads);
  return [...heads];
}

/** Heads of the graph that are not reached at `ends`. */
export function headsBeyond(graph: RevisionGraph, ends: readonly string[]): readonly string[] {
  const reached = new Set(ends.map((id) => graph.replacedBy.get(id) ?? id));
  return graph.effectiveHeads.filter((head) => !reached.has(head));
}
