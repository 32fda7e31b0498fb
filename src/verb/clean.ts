import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { runOptions } from "./run-options.ts";

/** Empties the managed schemas, journal included. Asks nothing: whoever calls has asked. */
export async function clean(context: VerbContext, options: VerbOptions): Promise<{ readonly database: string; readonly schemas: readonly string[] }> {
  const project = await openProject(context, options);
  const { schemas } = project.settings;
  const run = await runOptions(project);
  await run.dialect.administration.clean(run.target, schemas, run);
  return { database: project.database.metadata.name, schemas };
}
