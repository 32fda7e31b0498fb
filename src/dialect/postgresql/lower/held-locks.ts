import { type Instruction, type Lock, lockModes, type Statement } from "../../../instruction/instruction.ts";
import { refKey } from "../../../model/ref.ts";
import { hazard } from "./statement/statements.ts";

/** The weakest mode that keeps writers out. */
const strong = lockModes.indexOf("share");
const isStrong = ({ mode }: Lock): boolean => lockModes.indexOf(mode) >= strong;

/**
 * A lock lasts until its transaction ends: where work that takes its time follows in the same one, whoever wants the table waits for that too.
 * Said of each such statement that a person wrote, or that writes rows.
 */
export function sayHeldLocks(instructions: readonly Instruction[]): readonly Instruction[] {
  if (!instructions.some(mayHold)) return instructions;
  let held = new Map<string, Lock>();
  return instructions.map((instruction) => {
    if (
      instruction.kind !== "statement" ||
      instruction.mode !== "transaction" ||
      instruction.barrier === "before" ||
      instruction.barrier === "both"
    )
      held = new Map();
    if (instruction.kind !== "statement" || instruction.mode !== "transaction") return instruction;
    const isRowStep = writesRows(instruction);
    const statements = instruction.statements.map((statement) => {
      const said = isRowStep || (instruction.asWritten === "yes" && takesTime(statement)) ? withHeld(statement, held) : statement;
      for (const lock of statement.locks.filter(isStrong)) held.set(refKey(lock.table), lock);
      return said;
    });
    if (instruction.barrier !== undefined) held = new Map();
    return statements.every((statement, at) => statement === instruction.statements[at]) ? instruction : { ...instruction, statements };
  });
}

const writesRows = (instruction: Instruction): boolean =>
  instruction.kind === "statement" && instruction.long === "yes" && instruction.effects.some(({ kind }) => kind === "data");
/** Whether anything is said of it where locks are held. */
const mayHold = (instruction: Instruction): boolean =>
  instruction.kind === "statement" && (instruction.asWritten === "yes" || writesRows(instruction));

const takesTime = ({ hazards, goesThrough }: Statement): boolean =>
  goesThrough === "rows" || hazards.some(({ kind }) => kind === "tableRewrite" || kind === "indexBuild" || kind === "constraintScan");

function withHeld(statement: Statement, held: ReadonlyMap<string, Lock>): Statement {
  const known = new Set(statement.hazards.flatMap(({ kind, ref }) => (kind === "longLock" && ref !== undefined ? [refKey(ref)] : [])));
  const waits = [...held.values()]
    .filter(({ table }) => !known.has(refKey(table)))
    .map(({ table, mode }) =>
      hazard(
        "longLock",
        table,
        `${mode === "accessExclusive" ? "nobody can use it" : "nobody can write to it"} until this is done, for what came before has locked it`,
      ),
    );
  return waits.length === 0 ? statement : { ...statement, hazards: [...statement.hazards, ...waits] };
}
