import type { RevisionResource } from "../resource/resource.ts";
import { stepId } from "../revision/step-id.ts";
import type { ResolvedWalk } from "./resolved-walk.ts";

/** How long the steps of a revision may take, in either direction. */
export function stepTimeouts({ upgrade }: Pick<RevisionResource, "upgrade">): Pick<ResolvedWalk, "timeoutOf"> {
  const limited = upgrade.flatMap((step) => (step.timeout === undefined ? [] : [[stepId(step), step.timeout] as const]));
  return limited.length === 0 ? {} : { timeoutOf: Object.fromEntries(limited) };
}
