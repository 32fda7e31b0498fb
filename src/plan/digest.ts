import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Digest } from "../core/digest.ts";
import type { PlanSpec, StageSpec, StatementSpec } from "./plan-document.ts";

/** What of a stage its plan's digest covers. */
export type DigestedStage = Pick<StageSpec, "revision" | "direction" | "mode"> & {
  readonly statements: readonly Pick<StatementSpec, "sql" | "hazards">[];
};

export type DigestedPlan = Pick<PlanSpec, "from" | "to" | "fingerprint"> & { readonly stages: Iterable<DigestedStage> };

/** Covers the ordered statements, their hazards, from, to and the fingerprint; neither time, estimates nor approvals. Same inputs, same bytes. */
export function digestPlan({ from, to, fingerprint, stages }: DigestedPlan): Digest {
  const hash = createHash("sha256");
  let text = "";
  const add = (line: string) => {
    text += `${line}\n`;
    // Each call of the hash has a price of its own.
    if (text.length > 65_536) flush();
  };
  const flush = () => {
    hash.update(text);
    text = "";
  };
  add(canonicalJson({ from: [...from].sort(), to: [...to].sort(), fingerprint }));
  for (const stage of stages) add(lineOf(stage));
  flush();
  return `sha256:${hash.digest("hex")}`;
}

/** Canonical JSON, written with every key in its place: to sort thousands of stages takes longer than to hash them, to make objects of them as long. */
const lineOf = ({ revision, direction, mode, statements }: DigestedStage): string =>
  `{"direction":${JSON.stringify(direction)},"mode":${JSON.stringify(mode)},"revision":${JSON.stringify(revision)},"statements":[${statements.map(statementOf).join(",")}]}`;

const statementOf = ({ sql, hazards }: DigestedStage["statements"][number]): string =>
  `{"hazards":[${hazards.map(hazardOf).join(",")}],"sql":${JSON.stringify(sql)}}`;

const hazardOf = ({ kind, message }: DigestedStage["statements"][number]["hazards"][number]): string => JSON.stringify({ kind, message });
