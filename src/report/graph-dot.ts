import { type GraphNodeView, marksText } from "./graph-view.ts";

const fills: Readonly<Record<GraphNodeView["state"], string>> = {
  applied: "#d3e9d7",
  partly: "#f5e6c4",
  pending: "#ffffff",
  unknown: "#eef1f5",
};

/** The graph for Graphviz: older revisions below, dependencies dashed, contract revisions with a double border. */
export function graphDot(nodes: readonly GraphNodeView[]): string {
  const oldestFirst = nodes.toReversed();
  const lines = [
    "digraph revisions {",
    "  rankdir=BT;",
    '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];',
    '  edge [color="#6b7785", arrowsize=0.7];',
    ...oldestFirst.map(nodeLine),
    ...oldestFirst.flatMap(({ id, parents, dependencies }) => [
      ...parents.map((parent) => `  ${quoted(parent)} -> ${quoted(id)};`),
      ...dependencies.map((needed) => `  ${quoted(needed)} -> ${quoted(id)} [style=dashed, constraint=false];`),
    ]),
    "}",
  ];
  return lines.join("\n");
}

function nodeLine(node: GraphNodeView): string {
  const label = [node.id, node.message, marksText(node)].filter((line) => line !== "").join("\n");
  const emphasis = [node.marks.includes("current") ? ", penwidth=2.5" : "", node.marks.includes("contract") ? ", peripheries=2" : ""].join(
    "",
  );
  return `  ${quoted(node.id)} [label=${quoted(label)}, fillcolor="${fills[node.state]}"${emphasis}];`;
}

const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
