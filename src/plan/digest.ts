import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Digest } from "../core/digest.ts";
import type { PlanSpec, StageSpec } from "./plan-document.ts";

export type DigestedPlan = Pick<PlanSpec, "from" | "to" | "fingerprint"> & { readonly stages: Iterable<StageSpec> };

/** Covers the ordered statements, their hazards, from, to and the fingerprint; neither time, estimates nor approvals. Same inputs, same bytes. */
export function digestPlan({ from, to, fingerprint, stages }: DigestedPlan): Digest {
  const hash = createHash("sha256");
  const add = (value: unknown) => hash.update(`${canonicalJson(value)}\n`);
  add({ from: [...from].sort(), to: [...to].sort(), fingerprint });
  for (const stage of stages) add(digestedStage(stage));
  return `sha256:${hash.digest("hex")}`;
}

const digestedStage = ({ revision, direction, mode, statements }: StageSpec): unknown => ({
  revision,
  direction,
  mode,
  statements: statements.map(({ sql, hazards }) => ({ sql, hazards })),
});
