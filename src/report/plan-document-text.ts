import type { PlanDocument, StageSpec, StatementSpec } from "../plan/plan-document.ts";
import { modeNote } from "./plan-text.ts";

/** A plan for people as its document tells it, where neither the revisions nor the database are at hand. */
export function planDocumentText({ metadata, spec }: PlanDocument): string {
  const lines = spec.stages.flatMap((stage, index) => [
    ...(stage.revision === spec.stages[index - 1]?.revision && index > 0 ? [] : [head(stage)]),
    ...stageLines(stage),
  ]);
  if (spec.horizon !== null) lines.push("", `What comes after ${spec.horizon} is planned when it has run.`);
  if (spec.pendingContract.length > 0) lines.push("", `Waiting for the contract gate: ${spec.pendingContract.join(", ")}`);
  return [...lines, "", `Plan ${metadata.name}`, spec.digest].join("\n");
}

function head({ revision, direction }: StageSpec): string {
  if (revision === null) return "Difference to the declared schema";
  return `${direction === "up" ? "Upgrade" : "Downgrade"} ${revision}`;
}

const stageLines = ({ mode, statements }: StageSpec): readonly string[] => [
  `  -- ${modeNote[mode]}`,
  ...statements.flatMap(statementLines),
];

const statementLines = ({ sql, hazards, lock }: StatementSpec): readonly string[] => [
  ...hazards.map(({ kind, message }) => `  -- ! ${kind}: ${message}`),
  ...(lock === null ? [] : [`  -- lock: ${lock}`]),
  ...`${sql};`.split("\n").map((line) => `  ${line}`),
];
