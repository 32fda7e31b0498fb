import { heading } from "../../report/check-text.ts";
import { driftLine } from "../../report/drift-line.ts";
import type { RemoteCheck } from "./check.ts";

/** For people: how it stands, and what the operator says of it. */
export function remoteCheckText({ comparison: { state, drift }, status: { reason, message, revision } }: RemoteCheck): string {
  return [
    heading[state],
    ...(state === "inSync" ? [] : [`  ${reason}: ${message}`]),
    ...(revision.pending === 0 ? [] : [`  ${revision.pending} pending on the way to ${revision.target.join(", ")}`]),
    ...drift.map(driftLine),
  ].join("\n");
}
