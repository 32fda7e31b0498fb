import type { Instruction, StatementInstruction } from "../../../instruction/instruction.ts";
import type { RefKey } from "../../../model/ref.ts";
import { refKey } from "../../../model/ref.ts";
import { instruction } from "./draft.ts";
import { refuse } from "./refuse.ts";
import { isRename } from "./rename-first.ts";
import { homeOf } from "./unit.ts";

/**
 * The instructions as one transaction, or refused. A rebuild runs with foreign keys off and views and triggers away, so only
 * other changes of objects may join it: data would miss the keys, and a rename would not reach the views.
 */
export function inOneTransaction(instructions: readonly Instruction[]): readonly Instruction[] {
  const statements = instructions.filter((found): found is StatementInstruction => found.kind === "statement");
  const alone = instructions.some((found) => found.kind === "batch") || statements.some(({ mode }) => mode === "autocommit");
  if (alone) return refuse("The revision is atomic, and a step of it cannot share a transaction in SQLite", remedy, "not-atomic");
  if (instructions.length < 2 || !statements.some(({ mode }) => mode === "rebuild")) return instructions;
  if (statements.length < instructions.length || !statements.every(joinsRebuild))
    return refuse(
      "The revision is atomic, and SQLite can build a table anew only in a transaction without data steps and renames",
      remedy,
      "not-atomic",
    );
  return [
    instruction(
      statements.flatMap((found) => found.statements),
      {
        mode: "rebuild",
        effects: statements.flatMap(({ effects }) => effects),
        preconditions: statements
          .filter((found, index) => found.mode === "rebuild" && !statements.slice(0, index).some((earlier) => shareTable(earlier, found)))
          .flatMap((found) => found.preconditions),
      },
    ),
  ];
}

/** All preconditions are asked before the first statement: those of a table that an earlier instruction changes speak of what is not there yet. */
function shareTable(a: StatementInstruction, b: StatementInstruction): boolean {
  const tables = new Set(tablesOf(a));
  return tablesOf(b).some((key) => tables.has(key));
}

const tablesOf = ({ effects }: StatementInstruction): readonly RefKey[] =>
  effects.flatMap((effect) => (effect.kind === "object" ? [refKey(homeOf(effect))] : []));

const remedy = "Take 'atomic' away, or move the step into a revision of its own";

const joinsRebuild = ({ effects }: StatementInstruction): boolean =>
  effects.every((effect) => effect.kind === "object" && !isRename(effect));
