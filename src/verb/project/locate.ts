import type { VerbContext } from "./context.ts";
import { oneRevision } from "./one-revision.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";

/** The file of a revision. */
export async function locate(
  context: VerbContext,
  options: VerbOptions & { readonly revision: string },
): Promise<{ readonly id: string; readonly path: string }> {
  const { graph } = await (await openProject(context, options)).documents();
  const { id, origin } = oneRevision(graph, options.revision);
  return { id, path: origin.file };
}
