import { singleRevision } from "../author/new-revision.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";

/** The file of a revision. */
export async function locate(context: VerbContext, options: VerbOptions & { readonly revision: string }): Promise<{ readonly id: string; readonly path: string }> {
  const { graph } = await (await openProject(context, options)).documents();
  const id = singleRevision(graph, options.revision);
  return { id, path: graph.node(id).origin.file };
}
