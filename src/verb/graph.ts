import { graphDot } from "../report/graph-dot.ts";
import { graphMermaid } from "../report/graph-mermaid.ts";
import { graphSvg } from "../report/graph-svg.ts";
import { graphText } from "../report/graph-text.ts";
import { type GraphNodeView, graphView } from "../report/graph-view.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";

export type GraphFormat = "text" | "dot" | "svg" | "mermaid";

export interface GraphOptions extends VerbOptions {
  readonly format: GraphFormat;
  /** Columns of the text; 80 where absent. */
  readonly columns?: number;
}

const render: Readonly<Record<GraphFormat, (nodes: readonly GraphNodeView[], columns: number) => string>> = {
  text: graphText,
  dot: graphDot,
  svg: graphSvg,
  mermaid: graphMermaid,
};

/** The revision graph as text or as a picture. */
export async function graph(context: VerbContext, options: GraphOptions): Promise<{ readonly text: string }> {
  const documents = await (await openProject(context, options)).documents();
  return { text: render[options.format](graphView(documents.graph), options.columns ?? 80) };
}
