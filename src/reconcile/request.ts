import type { HazardKind } from "../instruction/instruction.ts";
import type { Authority } from "../plan/gate/gate.ts";
import type { PlanSpec } from "../plan/plan-document.ts";
import type { Walk } from "../revision/path.ts";
import type { TargetForms } from "../revision/resolve-revision.ts";
import type { Destination } from "../revision/resolve-target.ts";
import type { Condition } from "../status/condition.ts";

/** What a plan is computed for. */
export interface PlanRequest {
  readonly target: string;
  readonly forms: TargetForms;
  /** What `target` means, where a look before has found out. */
  readonly destination?: Destination;
  /** Which ways may be walked. */
  readonly walk: Walk;
  /** `byMode`: what the Database's mode says about the Schema; `never`: revisions only. */
  readonly difference: "byMode" | "never";
  /** `gate`: contract halves run when their time has come; `now`: at once. */
  readonly contract: "gate" | "now";
}

/** A run: what for, by whom, and with which consent. */
export interface ReconcileRequest extends PlanRequest {
  readonly authority: Authority;
  readonly allowed: ReadonlySet<HazardKind>;
  /** Exactly this plan or nothing (`apply --plan`): giving it approves it. */
  readonly exactly?: PlanSpec;
  /** Digests of plans that people approved elsewhere than in the document. */
  readonly approved?: ReadonlySet<string>;
  /** Conditions of the status before. */
  readonly before?: readonly Condition[];
  /** Given: the last steps of the journal are told too, unless it still ends with the hash of which they are known. Null: nothing is known. */
  readonly historyKnownAt?: string | null;
}

export interface ConsentOptions {
  readonly allowed?: ReadonlySet<HazardKind>;
}

const nothingAllowed: ReadonlySet<HazardKind> = new Set();

/** The loop that nobody watches: goes where `spec.target` is, either way, under policy. */
export const reconcileRequest = (target: string, { allowed = nothingAllowed }: ConsentOptions = {}): ReconcileRequest => ({
  target,
  forms: "document",
  walk: "either",
  difference: "byMode",
  contract: "gate",
  authority: "policy",
  allowed,
});

/** One reconcile that a person asked for. */
export const applyRequest = (
  target: string,
  { allowed = nothingAllowed, exactly }: ConsentOptions & { readonly exactly?: PlanSpec } = {},
): ReconcileRequest => ({
  ...reconcileRequest(target, { allowed }),
  forms: "commandLine",
  authority: "person",
  ...(exactly === undefined ? {} : { exactly }),
});

/** Up, and only that. */
export const upgradeRequest = (
  target: string,
  { allowed = nothingAllowed, contract = "gate" }: ConsentOptions & Partial<Pick<PlanRequest, "contract">> = {},
): ReconcileRequest => ({
  target,
  forms: "commandLine",
  walk: "upgrade",
  difference: "never",
  contract,
  authority: "person",
  allowed,
});

/** Down, and only that. */
export const downgradeRequest = (target: string, { allowed = nothingAllowed }: ConsentOptions = {}): ReconcileRequest => ({
  target,
  forms: "commandLine",
  walk: "downgrade",
  difference: "never",
  contract: "gate",
  authority: "person",
  allowed,
});
