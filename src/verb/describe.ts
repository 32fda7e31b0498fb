import { describeTarget } from "./connection-target.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { runOptions } from "./run-options.ts";

/** Host, port and database of the connection, for questions; never a credential. */
export async function describe(context: VerbContext, options: VerbOptions): Promise<string> {
  const { target } = await runOptions(await openProject(context, options));
  return describeTarget(target, [...context.dialects.keys()]);
}
