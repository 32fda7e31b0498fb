import type { Gate } from "./gate.ts";
import { nameHazards, ofKind, planHazards } from "./plan-hazards.ts";

/** A person's command runs what revisions say; a loss of data on a way down or in a computed difference needs their word. */
export const consent: Gate = ({ plan, authority, allowed, approved }) => {
  if (authority === "policy" || allowed.has("dataLoss") || approved.has(plan.digest)) return null;
  const unwritten = ofKind(planHazards(plan), ["dataLoss"]).filter(({ revision, direction }) => revision === null || direction === "down");
  if (unwritten.length === 0) return null;
  return {
    hold: "awaitingApproval",
    code: "consent-missing",
    message: `Data would be lost: ${nameHazards(unwritten)}`,
    remedy: "Give --allow dataLoss to go on",
    consent: ["dataLoss"],
  };
};
