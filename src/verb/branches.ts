import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";

export interface BranchPoint {
  readonly id: string;
  readonly children: readonly string[];
  readonly labels: readonly string[];
}

/** Where the graph parts: revisions that two or more others revise. */
export async function branches(context: VerbContext, options: VerbOptions): Promise<{ readonly branches: readonly BranchPoint[] }> {
  const { graph } = await (await openProject(context, options)).documents();
  const points = graph.order.filter((id) => graph.children(id).length > 1);
  return { branches: points.map((id) => ({ id, children: graph.children(id), labels: graph.labels(id) })) };
}
