import type { Instruction, ProbeInstruction } from "../instruction/instruction.ts";
import { statementsOf } from "./statements.ts";

/** The statements of an instruction as a script has them: without what only the journal needs. `expects`: how a script stops where an answer is another one. */
export function scriptStatements(instruction: Instruction, expects: (probe: ProbeInstruction) => readonly string[]): readonly string[] {
  if (instruction.kind === "probe") return expects(instruction);
  return statementsOf(instruction).flatMap(({ sql, inScript = sql }) => (inScript === null ? [] : [inScript]));
}

/** The statement closed such that a comment at its end does not swallow the semicolon. */
export const closed = (sql: string): string => (/--[^\n]*$/.test(sql) ? `${sql}\n;` : `${sql};`);
