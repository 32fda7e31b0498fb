import { describeTarget } from "./project/connection-target.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions } from "./project/run-options.ts";

/** Host, port and database of the connection, for questions; never a credential. */
export async function describe(context: VerbContext, options: VerbOptions): Promise<string> {
  const { target } = await runOptions(await openProject(context, options));
  return describeTarget(target, [...context.dialects.keys()]);
}
