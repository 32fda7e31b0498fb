import type { Next } from "../../queue/work-queue.ts";
import { isConflict, isMissing } from "../client/api-error.ts";

/** Does the work on an object. That it has changed, or gone, since it was read is no failure: what is true now is on its way here. */
export async function settleCurrent(work: () => Promise<Next>): Promise<Next> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return { kind: "whenChanged" };
    if (isConflict(error)) return { kind: "retry" };
    throw error;
  }
}
