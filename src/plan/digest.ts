import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Digest } from "../core/digest.ts";
import type { PlanSpec, StageSpec } from "./plan-document.ts";

export type DigestedPlan = Pick<PlanSpec, "from" | "to" | "fingerprint"> & { readonly stages: Iterable<StageSpec> };

/** Covers the ordered statements, their hazards, from, to and the fingerprint; neither time, estimates nor approvals. Same inputs, same bytes. */
export function digestPlan({ from, to, fingerprint, stages }: DigestedPlan): Digest {
  const hash = createHash("sha256");
  let text = "";
  const add = (value: unknown) => {
    text += `${canonicalJson(value)}\n`;
    // Each call of the hash has a price of its own.
    if (text.length > 65_536) flush();
  };
  const flush = () => {
    hash.update(text);
    text = "";
  };
  add({ from: [...from].sort(), to: [...to].sort(), fingerprint });
  for (const stage of stages) add(digestedStage(stage));
  flush();
  return `sha256:${hash.digest("hex")}`;
}

/** In the order of canonical JSON, which then has nothing to sort. */
const digestedStage = ({ revision, direction, mode, statements }: StageSpec): unknown => ({
  direction,
  mode,
  revision,
  statements: statements.map(({ sql, hazards }) => ({ hazards, sql })),
});
