import { howToApprove, isApproved } from "./approval.ts";
import type { Gate } from "./gate.ts";
import { nameHazards, ofKind, planHazards } from "./plan-hazards.ts";

/** A run that nobody watches loses data only where policy, an approval or `--allow dataLoss` says so. */
export const destructive: Gate = (input) => {
  const { plan, policy, authority, allowed } = input;
  if (authority === "person" || policy.destructive === "allow" || allowed.has("dataLoss") || isApproved(input)) return null;
  const losses = ofKind(planHazards(plan), ["dataLoss"]);
  if (losses.length === 0) return null;
  const message = `Data would be lost: ${nameHazards(losses)}`;
  return policy.destructive === "refuse"
    ? {
        hold: "refused",
        code: "data-loss-refused",
        message,
        remedy: "Write the loss out of the plan, or change spec.policy.destructive",
        consent: ["dataLoss"],
      }
    : {
        hold: "awaitingApproval",
        code: "data-loss-needs-approval",
        message,
        remedy: `${howToApprove(input)}, or give --allow dataLoss`,
        consent: ["dataLoss"],
      };
};
