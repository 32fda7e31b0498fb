import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";
import { type HistoryRead, readHistory } from "./reading/read-history.ts";

export interface HistoryOptions extends VerbOptions {
  /** `A:B`; all revisions where absent. */
  readonly range?: string;
}

export type HistoryResult = HistoryRead;

/** The revisions of the source, newest first, with what the journal knows of each; before them those that only the journal knows. */
export async function history(context: VerbContext, options: HistoryOptions): Promise<HistoryResult> {
  const project = await openProject(context, options);
  // What is wrong with the documents is told before anybody connects.
  await project.documents();
  return withRun(project, (run) => readHistory(run, options.range));
}
