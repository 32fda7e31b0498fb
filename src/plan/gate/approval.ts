import type { GateInput } from "./gate.ts";

/** Whether somebody approved exactly this plan; a plan of another state has another digest. */
export const isApproved = ({ plan, policy, approved }: GateInput): boolean =>
  approved.has(plan.digest) || policy.approvedPlans.includes(plan.digest);

/** How to approve a plan, for remedies. */
export const howToApprove = ({ plan }: GateInput): string =>
  `Look at it with \`keelson plan\`, then run \`keelson approve ${plan.digest}\` or commit the digest under spec.policy.approvedPlans`;
