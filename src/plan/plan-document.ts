import type { apiVersion } from "../core/api-version.ts";
import type { Digest } from "../core/digest.ts";
import type { Estimate, HazardKind, InverseQuality, LockMode } from "../instruction/instruction.ts";
import type { Direction, Stage } from "../instruction/plan.ts";

export interface StatementSpec {
  readonly sql: string;
  readonly hazards: readonly { readonly kind: HazardKind; readonly message: string }[];
  /** The strongest lock it takes; null where it takes none that matters. */
  readonly lock: LockMode | null;
  readonly estimate?: Estimate;
}

export interface StageSpec {
  /** null: a computed difference. */
  readonly revision: string | null;
  readonly direction: Direction;
  readonly mode: Stage["mode"];
  readonly inverse: InverseQuality;
  readonly statements: readonly StatementSpec[];
}

export interface PlanSpec {
  readonly digest: Digest;
  readonly fingerprint: Digest;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly horizon: string | null;
  readonly stages: readonly StageSpec[];
  readonly pendingContract: readonly string[];
}

/** A plan as JSON: what `plan` prints, what people approve, what `apply --plan` reads. */
export interface PlanDocument {
  readonly apiVersion: typeof apiVersion;
  readonly kind: "Plan";
  readonly metadata: { readonly name: string };
  readonly spec: PlanSpec;
}
