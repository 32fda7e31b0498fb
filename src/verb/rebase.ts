import { singleRevision } from "../author/new-revision.ts";
import { planRebase, rebaseText } from "../author/rebase.ts";
import { replaceFile } from "../author/write-files.ts";
import { journalStanding } from "./findings/journal-standing.ts";
import { openAuthoring } from "./authoring.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import type { WrittenRevision } from "./merge.ts";
import { withRun } from "./project/run-options.ts";

export interface RebaseOptions extends VerbOptions {
  readonly revision: string;
  /** The head to move it onto; the other one where absent. */
  readonly onto?: string;
}

/** Moves a revision that the database has not applied onto a head; only its `revises` changes. */
export async function rebase(context: VerbContext, options: RebaseOptions): Promise<WrittenRevision> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  const journal = await withRun(project, ({ session, settings }) => session.journal.read(settings.project));
  const standing = journalStanding(graph, journal);
  const rebased = planRebase(graph, standing, options.revision, options.onto);
  const id = rebased?.id ?? singleRevision(graph, options.revision);
  const { origin } = graph.node(id);
  if (rebased === undefined) return { id, path: origin.file, revises: graph.parents(id) };
  const authoring = await openAuthoring(project);
  await replaceFile(context.host.cwd, { path: origin.file, text: rebaseText(origin, rebased) });
  await authoring.finish([origin.file]);
  return { id, path: origin.file, revises: [rebased.onto] };
}
