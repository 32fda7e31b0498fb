import type { Run } from "../../reconcile/run.ts";
import { type Condition, since } from "../../status/condition.ts";
import type { Status } from "../../status/status.ts";
import { readStatus } from "../reading/read-status.ts";

/** Tells the status of a database each time that it is asked, and since when its conditions hold, as far as somebody looked. */
export function statusTeller(): (run: Run) => Promise<Status> {
  let before: readonly Condition[] = [];
  return async (run) => {
    const { status } = await readStatus(run);
    const conditions = status.conditions.map((condition) => since(before, condition));
    before = conditions;
    return { ...status, conditions };
  };
}
