import type { RevisionGraph } from "../revision/graph.ts";
import type { Standing } from "../revision/standing.ts";

/** One revision as a picture shows it. */
export interface GraphNodeView {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
  /** Where a database is shown: whether it has the revision. `unknown`: no database is shown. */
  readonly state: "applied" | "partly" | "pending" | "unknown";
  /** Words beside it: head, base, current, contract. */
  readonly marks: readonly GraphMark[];
  /** Branch labels that it carries itself. */
  readonly labels: readonly string[];
}
export type GraphMark = "head" | "base" | "current" | "contract";

/** The graph for people, newest first. `standing`: of the database to show in it. */
export function graphView(graph: RevisionGraph, standing?: Standing): GraphNodeView[] {
  const current = new Set(standing?.heads.map((id) => graph.replacedBy.get(id) ?? id));
  const state = (id: string): GraphNodeView["state"] => {
    if (standing === undefined) return "unknown";
    if (standing.applied.has(id)) return "applied";
    return standing.parts.has(id) ? "partly" : "pending";
  };
  return graph.order.toReversed().map((id) => {
    const { message, branchLabels, phase } = graph.node(id);
    const parents = graph.parents(id);
    const marks: readonly (GraphMark | false)[] = [
      graph.children(id).length === 0 && "head",
      parents.length === 0 && "base",
      current.has(id) && "current",
      phase === "contract" && "contract",
    ];
    return {
      id,
      message,
      parents,
      dependencies: graph.dependencies(id),
      state: state(id),
      marks: marks.filter((mark) => mark !== false),
      labels: branchLabels,
    };
  });
}

/** `(head, current) [billing]`, or nothing. */
export function marksText({ marks, labels }: Pick<GraphNodeView, "marks" | "labels">): string {
  const words = marks.length === 0 ? "" : `(${marks.join(", ")})`;
  const names = labels.map((label) => `[${label}]`).join(" ");
  return [words, names].filter((part) => part !== "").join(" ");
}
