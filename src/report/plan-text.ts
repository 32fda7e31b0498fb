import type { Statement } from "../instruction/instruction.ts";
import type { Plan, RevisionWalk, Stage } from "../instruction/plan.ts";
import { stagesOf, statementsOf } from "../plan/statements.ts";
import { estimateText } from "./estimate-text.ts";

/** How a stage runs. */
export const modeNote: Readonly<Record<Stage["mode"], string>> = {
  transaction: "one transaction",
  autocommit: "outside a transaction",
  batches: "committed batches",
  rebuild: "table rebuild, one transaction",
};

/**
 * A plan for people: each walk, its stages and statements, with hazards and estimates where they stand; `left` is what it does not mend, and `standing`
 * says before it that nothing runs.
 */
export function planText(plan: Plan, left: readonly string[] = [], standing = "No revision is pending."): string {
  if (plan.walks.length === 0 && [...stagesOf(plan)].length === 0)
    return left.length === 0 ? "Nothing to do: the database is where it should be." : [standing, ...left].join("\n");
  const lines = plan.walks.flatMap(walkLines);
  if (plan.difference.length > 0) lines.push("Difference to the declared schema", ...plan.difference.flatMap(stageLines));
  if (plan.horizon !== null) lines.push("", `What comes after ${plan.horizon} is planned when it has run.`);
  if (plan.pendingContract.length > 0) lines.push("", `Waiting for the contract gate: ${plan.pendingContract.join(", ")}`);
  if (left.length > 0) lines.push("", ...left);
  lines.push("", `Plan ${plan.digest}`);
  return lines.join("\n");
}

function walkLines(walk: RevisionWalk): string[] {
  const verb = walk.direction === "up" ? "Upgrade" : "Downgrade";
  const head = `${verb} ${walk.revision}${walk.message === "" ? "" : `  ${walk.message}`}`;
  if (walk.outcome === "skipped") return [`${head} (skipped: its condition does not hold)`];
  if (walk.stages.length === 0) return [`${head} (nothing to run)`];
  return [head, ...walk.stages.flatMap(stageLines)];
}

function stageLines(stage: Stage): string[] {
  return [`  -- ${modeNote[stage.mode]}`, ...stage.instructions.flatMap(statementsOf).flatMap(statementLines)];
}

function statementLines({ sql, hazards, locks, estimate }: Statement): string[] {
  return [
    ...hazards.map(({ kind, message }) => `  -- ! ${kind}: ${message}`),
    ...(estimate === undefined ? [] : [`  -- ~ ${estimateText(estimate, locks)}`]),
    ...`${sql};`.split("\n").map((line) => `  ${line}`),
  ];
}
