import type { FlatDiagnostic } from "../../core/diagnostic.ts";
import type { ApiObject } from "../client/api-object.ts";
import type { ObservedCondition } from "./database-object.ts";

/** One Database of a set, as the set shows it. */
export interface TargetStatus {
  readonly name: string;
  readonly database: string;
  readonly wave: number;
  readonly ready: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
}

/** A pause behind a wave that has begun, or is over. */
export interface WavePause {
  readonly wave: number;
  /** Digest of what was rolled out up to that wave: another rollout pauses anew. */
  readonly rollout: string;
  /** ISO 8601. */
  readonly until: string;
}

export interface DatabaseSetStatus {
  readonly observedGeneration?: number;
  readonly lastHandledReconcileAt?: string;
  readonly conditions?: readonly ObservedCondition[];
  readonly diagnostics?: readonly FlatDiagnostic[];
  readonly targets?: readonly TargetStatus[];
  readonly total?: number;
  readonly ready?: number;
  readonly failed?: number;
  readonly wave?: number;
  readonly pauses?: readonly WavePause[];
}

/** A DatabaseSet as it lies in a cluster, not yet checked. */
export interface DatabaseSetObject extends ApiObject {
  readonly spec?: object;
  readonly status?: DatabaseSetStatus;
}

/** On each Database of a set: the set's name. */
export const setLabel = "keelson.dev/database-set";

/** On a Database of a set: the digest of what the set gave it. */
export const templateAnnotation = "keelson.dev/template-digest";

/** On a Database of a set with waves: the one state of the source that it may go to, since those before it have. */
export const sourceDigestAnnotation = "keelson.dev/source-digest";
