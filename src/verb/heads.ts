import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";

export interface HeadsResult {
  readonly heads: readonly string[];
  readonly revisions: readonly { readonly id: string; readonly message: string }[];
}

/** The revisions of the source that nothing revises. */
export async function heads(context: VerbContext, options: VerbOptions): Promise<HeadsResult> {
  const { graph } = await (await openProject(context, options)).documents();
  return { heads: graph.heads, revisions: graph.heads.map((id) => ({ id, message: graph.node(id).message })) };
}
