import { type GraphNodeView, graphView } from "../../report/graph-view.ts";
import type { RevisionResource } from "../../resource/resource.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import { standingOf } from "../../revision/standing.ts";
import { isUnasked } from "../../status/is-unasked.ts";
import type { Status } from "../../status/status.ts";

/** The revisions of the source with what a status says of the database: its heads, what lies below them, and what is on its way. */
export function reportedGraph(graph: RevisionGraph<RevisionResource>, status: Status | null): readonly GraphNodeView[] {
  if (status === null || isUnasked(status)) return graphView(graph);
  const heads = status.revision.current.filter((id) => graph.has(id) || graph.replacedBy.has(id));
  const begun = status.progress?.revision;
  return graphView(graph, standingOf(graph, { heads })).map((node) =>
    node.id === begun && node.state === "pending" ? { ...node, state: "partly" } : node,
  );
}
