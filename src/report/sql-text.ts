import type { Plan, Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";

/** A plan as a script that a person can run: statements in order, transactions spelled out, each revision named. Without the journal's own rows. */
export function sqlText({ walks, difference }: Pick<Plan, "walks" | "difference">): string {
  const revisions = walks.flatMap(({ revision, direction, message, stages }) => [
    `-- ${direction === "up" ? "upgrade" : "downgrade"} ${revision}${message === "" ? "" : `: ${message}`}`,
    ...stages.flatMap(stageLines),
  ]);
  return [...revisions, ...difference.flatMap(stageLines)].join("\n");
}

function stageLines({ mode, instructions }: Stage): string[] {
  const statements = instructions.flatMap(statementsOf).map(({ sql }) => `${sql};`);
  return mode === "transaction" || mode === "rebuild" ? ["BEGIN;", ...statements, "COMMIT;"] : statements;
}
