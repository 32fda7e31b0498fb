import type { LeaseHolder } from "../port/lease.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

/** Takes the lease away from whoever holds it. */
export async function unlock(context: VerbContext, options: VerbOptions): Promise<{ readonly holder: LeaseHolder | null }> {
  return withRun(await openProject(context, options), async ({ session }) => ({ holder: await session.lease.revoke() }));
}
