import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions } from "./project/run-options.ts";

/** Drops the database itself with everything in it. Asks nothing: whoever calls has asked. */
export async function drop(
  context: VerbContext,
  options: VerbOptions,
): Promise<{ readonly database: string; readonly outcome: "dropped" | "absent" }> {
  const project = await openProject(context, options);
  const run = await runOptions(project);
  return { database: project.database.metadata.name, outcome: await run.dialect.administration.drop(run.target, run) };
}
