import { standingOf } from "../revision/standing.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface CurrentOptions extends VerbOptions {
  /** Whether to say if the database is at the heads of the source. */
  readonly compareHeads?: "yes" | "no";
}

export interface CurrentResult {
  readonly database: string;
  readonly heads: readonly string[];
  readonly revisions: readonly { readonly id: string; readonly message: string }[];
  /** null where nobody asked. */
  readonly atHeads: boolean | null;
}

/** Which revisions the journal says the database is at. */
export async function current(context: VerbContext, options: CurrentOptions): Promise<CurrentResult> {
  const project = await openProject(context, options);
  return withRun(project, async ({ session, settings }) => {
    const { heads } = await session.observe(settings.project, []);
    const { graph } = await project.documents();
    const atHeads = options.compareHeads === "yes" ? graph.heads.every((id) => standingOf(graph, { heads }).applied.has(id)) : null;
    const squashed = (id: string): string => (graph.replacedBy.has(id) ? `squashed into ${graph.replacedBy.get(id)}` : "");
    const revisions = heads.map((id) => ({ id, message: graph.get(id)?.message ?? squashed(id) }));
    return { database: project.database.metadata.name, heads, revisions, atHeads };
  });
}
