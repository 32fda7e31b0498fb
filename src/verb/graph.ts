import { renderGraph, type GraphFormat } from "../report/render-graph.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";

export interface GraphOptions extends VerbOptions {
  readonly format: GraphFormat;
}

/** The revision graph as text or as a picture. */
export async function graph(context: VerbContext, options: GraphOptions): Promise<{ readonly text: string }> {
  const documents = await (await openProject(context, options)).documents();
  return { text: renderGraph(documents.graph, options.format) };
}
