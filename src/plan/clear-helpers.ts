import type { Change } from "../change/change.ts";
import type { Instruction, Statement } from "../instruction/instruction.ts";
import { type ObjectRef, sameRef } from "../model/ref.ts";

/**
 * The instructions with what takes their helpers away: at the end, or before a table of theirs is dropped or renamed, or loses or renames a column,
 * for a helper may not live through that.
 */
export function clearHelpers(instructions: readonly Instruction[]): readonly Instruction[] {
  if (!instructions.some(({ leaves }) => leaves !== undefined)) return instructions;
  const result: Instruction[] = [];
  let left: readonly Statement[] = [];
  for (const instruction of instructions) {
    const tables = instruction.effects.flatMap(takesFrom);
    const due = left.filter(({ locks }) => locks.some(({ table }) => tables.some((each) => sameRef(each, table))));
    if (due.length > 0) result.push(clearing(due, instruction));
    left = [...left.filter((statement) => !due.includes(statement)), ...(instruction.leaves ?? [])];
    result.push(instruction);
  }
  return left.length === 0 ? result : [...result, clearing(left, undefined)];
}

/** What runs before anything else when stages that left helpers are walked back. */
export const helpersOf = (stages: Iterable<{ readonly instructions: readonly Instruction[] }>): readonly Statement[] =>
  [...stages].flatMap(({ instructions }) => instructions.flatMap(({ leaves = [] }) => leaves));

/** Statements that take helpers away, as an instruction. */
export const clearing = (statements: readonly Statement[], before: Pick<Instruction, "step"> | undefined): Instruction => ({
  kind: "statement",
  statements,
  mode: "transaction",
  preconditions: [],
  long: "no",
  effects: [],
  phase: "expand",
  ...(before?.step === undefined ? {} : { step: before.step }),
});

/** The table of which something goes, or gets another name. */
function takesFrom(change: Change): readonly ObjectRef[] {
  if (change.kind !== "object" || change.before === null) return [];
  const { before, after } = change;
  if (before.kind !== "table" && before.kind !== "column") return [];
  return after !== null && sameRef(before.ref, after.ref) ? [] : [before.ref.parent ?? before.ref];
}
