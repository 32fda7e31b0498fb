import { upgradeRequest } from "../reconcile/request.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import { performWalk } from "./perform-walk.ts";
import type { WalkOptions, WalkResult } from "./walk.ts";

/** Walks up to a target, and only up. */
export async function upgrade(context: VerbContext, options: WalkOptions): Promise<WalkResult> {
  const { target, contract, allow = [] } = options;
  const request = upgradeRequest(target, { allowed: new Set(allow), contract: contract === "now" ? "now" : "gate" });
  return performWalk(await openProject(context, options), request, options);
}
