import { describeRef } from "../../model/ref.ts";
import { stagesOf } from "../statements.ts";
import { howToApprove, isApproved } from "./approval.ts";
import { droppedObjects } from "./dropped-objects.ts";
import type { Gate } from "./gate.ts";

/** A mistaken source cannot empty a database: more drops than `policy.maxDrops` wait for an approval of exactly this plan, whatever is allowed. */
export const maxDrops: Gate = (input) => {
  const { plan, policy, authority } = input;
  // What a person walks is written down; what is computed from a source that may be cut short is not.
  const dropped = droppedObjects(authority === "person" ? plan.difference : stagesOf(plan));
  if (dropped.length <= policy.maxDrops || isApproved(input)) return null;
  return {
    hold: "awaitingApproval",
    code: "too-many-drops",
    message: `${dropped.length} objects would be dropped, more than the ${policy.maxDrops} of spec.policy.maxDrops: ${dropped.slice(0, 5).map(describeRef).join(", ")}${dropped.length > 5 ? ", …" : ""}`,
    remedy: howToApprove(input),
    consent: [],
  };
};
