import type { Estimate, Instruction, Statement } from "../instruction/instruction.ts";
import type { Plan, Stage } from "../instruction/plan.ts";
import type { Statistics } from "../port/statistics.ts";
import { estimateInstruction } from "./estimate.ts";

/** The same plan, of the same digest, with what live statistics say of each statement. */
export function withEstimates(plan: Plan, statistics: Statistics): Plan {
  const estimated = (stage: Stage): Stage => ({ ...stage, instructions: stage.instructions.map((each) => estimate(each, statistics)) });
  return {
    ...plan,
    walks: plan.walks.map((walk) => ({ ...walk, stages: walk.stages.map(estimated) })),
    difference: plan.difference.map(estimated),
  };
}

function estimate(instruction: Instruction, statistics: Statistics): Instruction {
  const estimates = estimateInstruction(instruction, statistics);
  switch (instruction.kind) {
    case "statement":
      return { ...instruction, statements: instruction.statements.map((each, place) => told(each, estimates[place])) };
    case "batch":
      return { ...instruction, statement: told(instruction.statement, estimates[0]) };
    case "probe":
      return instruction;
  }
}

const told = (statement: Statement, estimate: Estimate | undefined): Statement =>
  estimate === undefined ? statement : { ...statement, estimate };
