import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "./graph.ts";
import { withAncestors } from "./lineage.ts";

/** What a revision leaves of the model that those before it leave. */
export type FoldOne = (id: string, before: SchemaModel) => SchemaModel;

/**
 * Folds every revision after all that must be there before it, on every branch. Each is first folded for itself;
 * where branches are joined, those of the other branches again, one behind the other.
 */
export function foldGraph(graph: RevisionGraph<RevisionResource>, fold: FoldOne): void {
  const after = new Map<string, SchemaModel>();
  const folded = new Set<string>();
  for (const id of graph.order) {
    after.set(id, fold(id, before(id, graph, after, fold)));
    folded.add(id);
    forget(id, graph, after, folded);
  }
}

/** What all that must be there before leaves. */
function before(id: string, graph: RevisionGraph<RevisionResource>, after: ReadonlyMap<string, SchemaModel>, fold: FoldOne): SchemaModel {
  const [first, ...others] = new Set([...graph.parents(id), ...graph.dependencies(id)]);
  if (first === undefined) return SchemaModel.empty;
  const start = after.get(first) ?? SchemaModel.empty;
  if (others.length === 0) return start;
  const known = withAncestors(graph, [first]);
  // A parent whose file could not be read is in no graph; that is told elsewhere.
  const rest = [...withAncestors(graph, others)].filter((other) => graph.has(other) && !known.has(other));
  return graph.sorted(rest).reduce((model, other) => fold(other, model), start);
}

/** Models that nothing starts from any more: of thousands they would take more memory than the documents. */
function forget(id: string, graph: RevisionGraph<RevisionResource>, after: Map<string, SchemaModel>, folded: ReadonlySet<string>): void {
  const prerequisites = [...graph.parents(id), ...graph.dependencies(id)];
  const isDone = (each: string): boolean => [...graph.children(each), ...graph.dependents(each)].every((next) => folded.has(next));
  for (const each of [id, ...prerequisites]) if (isDone(each)) after.delete(each);
}
