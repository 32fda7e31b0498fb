import type { FlatDiagnostic } from "../../core/diagnostic.ts";
import type { Condition } from "../../status/condition.ts";
import type { Status } from "../../status/status.ts";
import type { ApiObject } from "../client/api-object.ts";
import type { Claim } from "./claim.ts";

/** A condition of an object says which generation of the spec it is about. */
export interface ObservedCondition extends Condition {
  readonly observedGeneration?: number;
}

/** What every run reports, and what only an object has. */
export interface DatabaseObjectStatus extends Partial<Omit<Status, "apiVersion" | "kind" | "database" | "conditions" | "diagnostics">> {
  readonly diagnostics?: readonly FlatDiagnostic[];
  readonly observedGeneration?: number;
  readonly lastHandledReconcileAt?: string;
  readonly conditions?: readonly ObservedCondition[];
  /** Where replicas share the work: what is claimed is told to the others. */
  readonly claims?: Claim;
}

/** A Database as it lies in a cluster, not yet checked. */
export interface DatabaseObject extends ApiObject {
  readonly spec?: object;
  readonly status?: DatabaseObjectStatus;
}

/** Forces a run whenever its value is another one. */
export const reconcileAtAnnotation = "keelson.dev/reconcile-at";

export const requestedRun = ({ metadata }: ApiObject): string | undefined => metadata.annotations?.[reconcileAtAnnotation];
