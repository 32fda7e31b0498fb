import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { runOptions } from "./run-options.ts";

/** Creates the database itself where it is not there. */
export async function create(context: VerbContext, options: VerbOptions): Promise<{ readonly database: string; readonly outcome: "created" | "exists" }> {
  const project = await openProject(context, options);
  const run = await runOptions(project);
  return { database: project.database.metadata.name, outcome: await run.dialect.administration.create(run.target, run) };
}
