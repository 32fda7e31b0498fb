import type { Change } from "../../../change/change.ts";
import type { Hazard, InverseQuality, Precondition, Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../model/ref.ts";

/** A statement that writes to the table; SQLite's only lock is on the whole database. */
export function statement(
  sql: string,
  table: ObjectRef | null,
  inverse: InverseQuality = "exact",
  hazards: readonly Hazard[] = [],
): Statement {
  return { sql, hazards, inverse, locks: table === null ? [] : [{ table, mode: "exclusive" }] };
}

interface Parts {
  readonly effects: readonly Change[];
  readonly mode?: StatementInstruction["mode"];
  readonly preconditions?: readonly Precondition[];
}

/** Statements as an instruction of the expand phase; a rebuild, and what runs outside transactions, shares its stage with nothing. */
export function instruction(
  statements: readonly Statement[],
  { effects, mode = "transaction", preconditions = [] }: Parts,
): StatementInstruction {
  const base: StatementInstruction = { kind: "statement", statements, mode, preconditions, long: "no", effects, phase: "expand" };
  return mode === "transaction" ? base : { ...base, barrier: "both" };
}
