import { heading } from "../../report/check-text.ts";
import { driftLines } from "../../report/drift-line.ts";
import type { RemoteCheck } from "./check.ts";

/** For people: how it stands, and what the operator says of it. */
export function remoteCheckText({ comparison: { state, drift }, status }: RemoteCheck): string {
  const { reason, message, revision } = status;
  return [
    heading[state],
    ...(state === "inSync" ? [] : [`  ${reason}: ${message}`]),
    ...(revision.pending === 0 ? [] : [`  ${revision.pending} pending on the way to ${revision.target.join(", ")}`]),
    ...(drift.length === 0 ? [] : driftLines(status)),
  ].join("\n");
}
