import { howToApprove, isApproved } from "./approval.ts";
import type { Gate } from "./gate.ts";
import { nameHazards, ofKind, planHazards } from "./plan-hazards.ts";

/** The hazards of `spec.policy.approval` wait for an approval, or for `--allow` of each of them. */
export const hazards: Gate = (input) => {
  const { plan, policy, authority, allowed } = input;
  const wanted = policy.approval.hazards.filter((kind) => !allowed.has(kind));
  if (authority === "person" || wanted.length === 0 || isApproved(input)) return null;
  const found = ofKind(planHazards(plan), wanted);
  if (found.length === 0) return null;
  const kinds = [...new Set(found.map(({ hazard }) => hazard.kind))];
  return {
    hold: "awaitingApproval",
    code: "hazard-needs-approval",
    message: `Policy wants approval of ${kinds.join(", ")}: ${nameHazards(found)}`,
    remedy: `${howToApprove(input)}, or give ${kinds.map((kind) => `--allow ${kind}`).join(" ")}`,
    consent: kinds,
  };
};
