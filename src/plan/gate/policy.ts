import type { HazardKind } from "../../instruction/instruction.ts";

export type Verdict = "refuse" | "approve" | "allow";

/** `spec.policy` of a Database as far as it decides whether a plan may run. */
export interface Policy {
  readonly destructive: Verdict;
  readonly downgrade: Verdict;
  readonly drift: "report" | "correct" | "block";
  readonly maxDrops: number;
  /** Further hazards that want approval. */
  readonly approval: { readonly hazards: readonly HazardKind[] };
  /** Digests of plans that people approved. */
  readonly approvedPlans: readonly string[];
}
