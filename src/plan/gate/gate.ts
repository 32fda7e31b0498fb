import type { HazardKind } from "../../instruction/instruction.ts";
import type { Plan } from "../../instruction/plan.ts";
import type { Schedule } from "../../window/schedule.ts";
import type { Policy } from "./policy.ts";

/**
 * Who answers for this run. `policy`: nobody watches, the document's policy binds. `person`: somebody gave the command, so what people wrote
 * down in revisions runs unasked, and only a loss of data that nobody wrote down needs consent.
 */
export type Authority = "policy" | "person";

/** What one gate sees. */
export interface GateInput {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly authority: Authority;
  /** Hazards that this run has consent for (`--allow`, an answered question). */
  readonly allowed: ReadonlySet<HazardKind>;
  /** Digests approved for this run, beside those of the policy (`apply --plan`, an approved Plan object). */
  readonly approved: ReadonlySet<string>;
  readonly suspended: "yes" | "no";
  readonly schedule: Schedule;
  readonly now: Date;
  /** How many objects somebody's hand changed. */
  readonly driftedObjects: number;
}

/** Why a plan may not run now. Each kind stands for a situation. */
export type Hold = "suspended" | "outsideWindow" | "driftBlocked" | "refused" | "awaitingApproval";

export interface GateFinding {
  readonly hold: Hold;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** The hazards whose consent would open the gate; empty where consent does not help. */
  readonly consent: readonly HazardKind[];
}

/** One rule of policy: null where it lets the plan pass. Pure. */
export type Gate = (input: GateInput) => GateFinding | null;
