import { howToApprove, isApproved } from "./approval.ts";
import type { Gate } from "./gate.ts";

/** A target older than the database is walked to only where policy lets it; a person who asks for `downgrade` has said so. */
export const downgrade: Gate = (input) => {
  const { plan, policy, authority } = input;
  const down = plan.walks.filter(({ direction }) => direction === "down").map(({ revision }) => revision);
  if (down.length === 0 || authority === "person") return null;
  const message = `The target is older than the database: ${down.join(", ")} would be walked back`;
  switch (policy.downgrade) {
    case "allow":
      return null;
    case "refuse":
      return {
        hold: "refused",
        code: "downgrade-refused",
        message,
        remedy: "Move the target, or set spec.policy.downgrade to approve or allow",
        consent: [],
      };
    case "approve":
      return isApproved(input)
        ? null
        : { hold: "awaitingApproval", code: "downgrade-needs-approval", message, remedy: howToApprove(input), consent: [] };
  }
};
