import type { Instruction, Statement } from "../instruction/instruction.ts";
import type { Plan, Stage } from "../instruction/plan.ts";

/** The statements of an instruction as they run; a probe is one that only reads. */
export function statementsOf(instruction: Instruction): readonly Statement[] {
  switch (instruction.kind) {
    case "statement":
      return instruction.statements;
    case "batch":
      return [instruction.statement];
    case "probe":
      return [{ sql: instruction.sql, hazards: [], locks: [], inverse: "exact" }];
  }
}

/** Every stage in the order of execution. */
export function* stagesOf({ walks, difference }: Pick<Plan, "walks" | "difference">): Iterable<Stage> {
  // Each `yield*` of an array costs as much as the stage that most walks consist of.
  for (const { stages } of walks) for (const stage of stages) yield stage;
  for (const stage of difference) yield stage;
}

/** Every statement of a plan in the order of execution. */
export function* planStatements(plan: Pick<Plan, "walks" | "difference">): Iterable<Statement> {
  for (const { instructions } of stagesOf(plan)) for (const instruction of instructions) yield* statementsOf(instruction);
}
