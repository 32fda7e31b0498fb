import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions } from "./project/run-options.ts";

/** Creates the database itself where it is not there. */
export async function create(
  context: VerbContext,
  options: VerbOptions,
): Promise<{ readonly database: string; readonly outcome: "created" | "exists" }> {
  const project = await openProject(context, options);
  const run = await runOptions(project);
  return { database: project.database.metadata.name, outcome: await run.dialect.administration.create(run.target, run) };
}
