import type { Instruction, Lock, Statement } from "../../../instruction/instruction.ts";
import type { Situation } from "./statement/situation.ts";

/** The instructions with the locks of foreign tables left to the statements that need them. */
export const leaveForeignLocks = (instructions: readonly Instruction[], situation: Situation): readonly Instruction[] => {
  const isForeign = ({ table }: Lock): boolean => situation.isForeign(table);
  const isConcerned = ({ locks }: Statement): boolean => locks.some(isForeign);
  const left = (statement: Statement): Statement =>
    isConcerned(statement)
      ? { ...statement, locks: statement.locks.map((lock) => (isForeign(lock) ? { ...lock, taken: "byStatement" } : lock)) }
      : statement;
  if (!instructions.some((instruction) => instruction.kind === "statement" && instruction.statements.some(isConcerned)))
    return instructions;
  return instructions.map((instruction) =>
    instruction.kind === "statement" && instruction.statements.some(isConcerned)
      ? { ...instruction, statements: instruction.statements.map(left) }
      : instruction,
  );
};
