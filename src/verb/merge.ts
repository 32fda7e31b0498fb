import { type Merge, mergeRevision } from "../author/merge.ts";
import { openAuthoring } from "./authoring.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";

export interface WrittenRevision {
  readonly id: string;
  /** Relative to the working folder. */
  readonly path: string;
  readonly revises: readonly string[];
}

/** Writes a revision that joins heads. */
export async function merge(context: VerbContext, options: VerbOptions & Merge): Promise<WrittenRevision> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  const authoring = await openAuthoring(project);
  const { id, revises, file } = mergeRevision(graph, options, authoring.style, authoring.chance);
  await authoring.write([file]);
  return { id, path: file.path, revises };
}
