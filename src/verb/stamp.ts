import { stamp as stampRun } from "../reconcile/stamp.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface StampOptions extends VerbOptions {
  readonly target: string;
  /** `forget`: what the journal says so far does not count. */
  readonly journal: "keep" | "forget";
}

/** Writes a revision into the journal without running anything; gives the heads that it has then. */
export async function stamp(
  context: VerbContext,
  options: StampOptions,
): Promise<{ readonly database: string; readonly heads: readonly string[] }> {
  const project = await openProject(context, options);
  const { target, journal } = options;
  const heads = await withRun(project, (run) => stampRun(run, { target, journal, forms: "commandLine", kind: "stamp" }));
  return { database: project.database.metadata.name, heads };
}
