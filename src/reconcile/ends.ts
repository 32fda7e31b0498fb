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
export function openHeads(found: Survey): readonly string[] {
  const reached = new Set(endsOf(found).to.map((id) => found.graph.replacedBy.get(id) ?? id));
  return found.graph.effectiveHeads.filter((head) => !reached.has(head));
}
