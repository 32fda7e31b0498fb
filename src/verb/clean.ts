import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions, withRun } from "./project/run-options.ts";

/** Empties the managed schemas, and what the journal says of them. Asks nothing: whoever calls has asked. */
export async function clean(
  context: VerbContext,
  options: VerbOptions,
): Promise<{ readonly database: string; readonly schemas: readonly string[] }> {
  const project = await openProject(context, options);
  const { schemas } = project.settings;
  const run = await runOptions(project);
  await run.dialect.administration.clean(run.target, schemas, run);
  await withRun(project, async ({ session, settings }) => {
    if ((await session.journal.read(settings.project)) !== null) await session.journal.forget(settings.project);
  });
  return { database: project.database.metadata.name, schemas };
}
