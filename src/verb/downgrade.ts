import { downgradeRequest } from "../reconcile/request.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import { performWalk } from "./perform-walk.ts";
import type { WalkOptions, WalkResult } from "./walk.ts";

/** Walks back to a target, and only back. */
export async function downgrade(context: VerbContext, options: WalkOptions): Promise<WalkResult> {
  const request = downgradeRequest(options.target, { allowed: new Set(options.allow ?? []) });
  return performWalk(await openProject(context, options), request, options);
}
