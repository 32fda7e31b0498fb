import { squashRevisions, type Squash } from "../author/squash.ts";
import { removeFile } from "../author/write-files.ts";
import { openAuthoring } from "./authoring.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { soleDocument } from "./project/sole-document.ts";

export interface SquashResult {
  readonly id: string;
  readonly path: string;
  /** Files of the replaced revisions. */
  readonly removed: readonly string[];
}

/** Replaces a range of revisions by one. The new file is written before the old ones go, so that nothing is lost where this stops half way. */
export async function squash(context: VerbContext, options: VerbOptions & Squash): Promise<SquashResult> {
  const project = await openProject(context, options);
  const { graph, snapshot } = await project.documents();
  const authoring = await openAuthoring(project);
  const { id, file, replaced } = squashRevisions(graph, options, authoring.style, authoring.chance);
  const removed = replaced.map((revision) => soleDocument(revision, snapshot));
  await authoring.write([file]);
  for (const path of removed) await removeFile(context.host.cwd, path);
  return { id, path: file.path, removed };
}
