import type { Change } from "../change/change.ts";
import type { Instruction } from "../instruction/instruction.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Model } from "../model/model.ts";
import type { Direction } from "../instruction/plan.ts";
import type { Facts } from "./facts.ts";

export interface LoweringContext {
  /** The model before the first change. */
  readonly model: Model;
  readonly facts: Facts;
  readonly direction: Direction;
  /** Names that statements carry into the journal (rows inserted by a step). */
  readonly project: string;
  readonly revision: string | null;
  /** One transaction or refused: no CONCURRENTLY, no split. */
  readonly atomic: "yes" | "no";
  /** Schemas that unqualified names in SQL fields see, in order. */
  readonly searchPath: readonly string[];
  /** Whether the plan has made this table or view before, so that nobody else uses it yet; absent: it has made none. */
  isMade?(ref: ObjectRef): boolean;
}

/** Turns changes into instructions. Pure. List to list: a strategy may see three changes and give eight instructions. */
export interface Lowering {
  /** @throws InputError where the dialect cannot do it, one diagnostic each. */
  lower(changes: readonly Change[], context: LoweringContext): readonly Instruction[];
}
