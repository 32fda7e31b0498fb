import type { Change } from "../../../../change/change.ts";
import type {
  Barrier,
  Hazard,
  HazardKind,
  InverseQuality,
  Lock,
  LockMode,
  Precondition,
  Statement,
  StatementInstruction,
} from "../../../../instruction/instruction.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { qualified } from "../../quote.ts";

export interface StatementParts {
  readonly locks?: readonly Lock[];
  readonly hazards?: readonly Hazard[];
  readonly inverse?: InverseQuality;
  readonly goesThrough?: Statement["goesThrough"];
}

export function statement(sql: string, { locks = [], hazards = [], inverse = "exact", goesThrough }: StatementParts = {}): Statement {
  const made: Statement = { sql, locks, hazards, inverse };
  return goesThrough === undefined ? made : { ...made, goesThrough };
}

export const lock = (table: ObjectRef, mode: LockMode): Lock => ({ table, mode });

export const hazard = (kind: HazardKind, ref: ObjectRef, message: string): Hazard => ({
  kind,
  ref,
  message: `${describeRef(ref)}: ${message}`,
});

interface TransactionParts {
  readonly preconditions?: readonly Precondition[];
  readonly barrier?: Barrier;
  readonly long?: "yes" | "no";
}

/** Statements that run in one transaction with their neighbours. */
export function inTransaction(
  statements: readonly Statement[],
  effects: readonly Change[],
  { preconditions = [], barrier, long = "no" }: TransactionParts = {},
): StatementInstruction {
  const made: StatementInstruction = { kind: "statement", mode: "transaction", phase: "expand", statements, effects, preconditions, long };
  return barrier === undefined ? made : { ...made, barrier };
}

/** One statement outside any transaction; the probe's SQL gives `done`, `todo` or `broken`. */
export const alone = (
  statements: readonly Statement[],
  effects: readonly Change[],
  probe?: StatementInstruction["probe"],
): StatementInstruction => ({
  kind: "statement",
  mode: "autocommit",
  phase: "expand",
  barrier: "both",
  statements,
  effects,
  preconditions: [],
  long: "yes",
  ...(probe === undefined ? {} : { probe }),
});

/** Asserts what was found at plan time, once the stage holds its locks. */
export const stillEmpty = (table: ObjectRef): Precondition => ({
  sql: `SELECT NOT EXISTS (SELECT FROM ${qualified(table)})`,
  message: `${describeRef(table)} was empty when this was planned and holds rows now`,
});
