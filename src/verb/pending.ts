import { pendingRevisions } from "../revision/standing.ts";
import type { VerbContext } from "./project/context.ts";
import { journalStanding } from "./findings/journal-standing.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface PendingResult {
  readonly revisions: readonly { readonly id: string; readonly message: string }[];
}

/** The revisions that the database still lacks, in the order in which they would run. */
export async function pending(context: VerbContext, options: VerbOptions): Promise<PendingResult> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  return withRun(project, async ({ session, settings }) => {
    const journal = await session.journal.read(settings.project);
    const standing = journalStanding(graph, journal);
    return { revisions: pendingRevisions(graph, standing).map((id) => ({ id, message: graph.node(id).message })) };
  });
}
