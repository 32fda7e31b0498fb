import { type GraphNodeView, marksText } from "./graph-view.ts";

/** The graph as a Mermaid flowchart, for Markdown: older revisions below, dependencies dotted. */
export function graphMermaid(nodes: readonly GraphNodeView[]): string {
  const oldestFirst = nodes.toReversed();
  // Ids may hold what Mermaid takes for syntax, so that nodes are numbered.
  const names = new Map(oldestFirst.map(({ id }, place) => [id, `r${place}`]));
  const membersOf = (name: string, has: (node: GraphNodeView) => boolean): string[] => {
    const members = oldestFirst.filter(has).map(({ id }) => names.get(id));
    return members.length === 0 ? [] : [`  class ${members.join(",")} ${name}`];
  };
  return [
    "flowchart BT",
    ...oldestFirst.map((node) => `  ${names.get(node.id)}${shape(node)}`),
    ...oldestFirst.flatMap(({ id, parents, dependencies }) => [
      ...parents.map((parent) => `  ${names.get(parent)} --> ${names.get(id)}`),
      ...dependencies.map((needed) => `  ${names.get(needed)} -.-> ${names.get(id)}`),
    ]),
    "  classDef applied fill:#d3e9d7,stroke:#3f7a4c,color:#10240f",
    "  classDef partly fill:#f5e6c4,stroke:#9a7420,color:#33260a",
    "  classDef pending fill:#ffffff,stroke:#8a94a0,color:#1c2430",
    "  classDef current stroke-width:3px",
    ...(["applied", "partly", "pending"] as const).flatMap((name) => membersOf(name, ({ state }) => state === name)),
    ...membersOf("current", ({ marks }) => marks.includes("current")),
  ].join("\n");
}

/** Contract revisions stand out by their shape. */
function shape(node: GraphNodeView): string {
  const label = `"${[node.id, node.message, marksText(node)]
    .filter((line) => line !== "")
    .map(escaped)
    .join("<br/>")}"`;
  return node.marks.includes("contract") ? `{{${label}}}` : `[${label}]`;
}

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("#", "&#35;")
    .replaceAll("\n", " ");
