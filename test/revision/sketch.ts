import { type BuiltGraph, buildGraph } from "../../src/revision/build-graph.ts";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import type { ReplacedRevision, RevisionNode } from "../../src/revision/revision.ts";

/** `"c: a b"` is revision c revising a and b; `"c: a > x"` also depends on x; `"c [billing]: a"` carries a label. */
export function sketchNode(line: string, more: Partial<RevisionNode> = {}): RevisionNode {
  const [, id = "", labels = "", revises = "", dependsOn = ""] = /^(\S+?)(?: \[(.*)\])?(?::([^>]*))?\s*(?:>(.*))?$/.exec(line) ?? [];
  return {
    id,
    message: `Step ${id}`,
    revises: words(revises),
    dependsOn: words(dependsOn),
    branchLabels: words(labels),
    phase: "expand",
    digest: `sha256:${id}`,
    ...more,
  };
}

export const replaced = (id: string, steps: number, ...revises: string[]): ReplacedRevision => ({
  id,
  steps,
  revises,
  digest: `sha256:${id}`,
});

export type Line = string | RevisionNode;

export const build = (...lines: readonly Line[]): BuiltGraph<RevisionNode> =>
  buildGraph(lines.map((line) => (typeof line === "string" ? sketchNode(line) : line)));

export function sketch(...lines: readonly Line[]): RevisionGraph {
  const { graph, diagnostics } = build(...lines);
  if (graph === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return graph;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
