import type { RevisionGraph } from "../revision/graph.ts";
import type { Standing } from "../revision/standing.ts";
import { graphDot } from "./graph-dot.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphSvg } from "./graph-svg.ts";
import { graphText } from "./graph-text.ts";
import { type GraphNodeView, graphView } from "./graph-view.ts";

const forms = {
  text: (nodes, columns) => graphText(nodes, columns),
  dot: (nodes) => graphDot(nodes),
  svg: (nodes) => graphSvg(nodes),
  mermaid: (nodes) => graphMermaid(nodes),
} satisfies Record<string, (nodes: readonly GraphNodeView[], columns: number) => string>;

export type GraphFormat = keyof typeof forms;

export interface GraphPicture {
  /** The database to show in it. */
  readonly standing?: Standing;
  /** Width of the text form; 80 where absent. */
  readonly columns?: number;
}

/** The revision graph as text or as a picture. */
export const renderGraph = (graph: RevisionGraph, format: GraphFormat, { standing, columns = 80 }: GraphPicture = {}): string =>
  forms[format](graphView(graph, standing), columns);
