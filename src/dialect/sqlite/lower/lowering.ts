import { applyAll } from "../../../change/apply.ts";
import { type Change, type ObjectChange, subject } from "../../../change/change.ts";
import { isSecondColumn, type SecondColumn } from "../../../change/second-column.ts";
import type { Instruction } from "../../../instruction/instruction.ts";
import { refKey, sameRef } from "../../../model/ref.ts";
import { SchemaModel } from "../../../model/schema-model.ts";
import { MovedFacts } from "../../../plan/moved-facts.ts";
import type { Lowering, LoweringContext } from "../../../port/lowering.ts";
import { inOneTransaction } from "./atomic.ts";
import { lowerData } from "./data.ts";
import { lowerOpaque } from "./opaque.ts";
import { refusals, refuseAll } from "./refuse.ts";
import { lowerRename } from "./rename.ts";
import { isRename, renameFirst } from "./rename-first.ts";
import { fillSecondColumn } from "./second-column.ts";
import { homeOf } from "./unit.ts";
import { lowerUnits } from "./units.ts";

/**
 * Changes of objects wait until something comes that must not pass them (a rename, data, opaque SQL) and are then lowered
 * together, so that several alterations of one table are one rebuild.
 */
export const lowering: Lowering = {
  lower(changes, context) {
    refuseAll(changes.flatMap((change) => (change.kind === "object" && change.after !== null ? refusals(change.after) : [])));
    const walk = new Walk(context);
    for (const change of changes.flatMap(separated)) walk.take(change);
    const instructions = walk.end();
    return context.atomic === "yes" ? inOneTransaction(instructions) : instructions;
  },
};

const separated = (change: Change): readonly Change[] => (change.kind === "object" ? renameFirst(change) : [change]);

/** An index of which only the name is known: whatever comes before or behind it may be about its table. */
const ofUnknownTable = (change: ObjectChange): boolean => subject(change).kind === "index" && subject(change).parent === undefined;

class Walk {
  readonly #context: LoweringContext;
  /** What the beginning knew of a table counts under the names that the walk gives it. */
  readonly #facts: MovedFacts;
  readonly #instructions: Instruction[] = [];
  #model: SchemaModel;
  #waiting: ObjectChange[] = [];

  constructor(context: LoweringContext) {
    this.#facts = new MovedFacts(context.facts);
    this.#context = { ...context, facts: this.#facts };
    this.#model = SchemaModel.from(context.model);
  }

  take(change: Change): void {
    if (change.kind === "object" && !isRename(change)) {
      if (this.#startsAnew(change) || this.#isFilledAgain(change)) this.#flush();
      if (ofUnknownTable(change)) this.#flush();
      this.#waiting.push(change);
      if (ofUnknownTable(change)) this.#flush();
      if (change.before === null && isSecondColumn(change.after)) this.#fill(change, change.after);
      return;
    }
    this.#flush();
    this.#emit(this.#lowerAlone(change));
  }

  #fill(change: ObjectChange, second: SecondColumn): void {
    this.#flush();
    const copied = this.#instructions.some((made) => made.effects.includes(change) && made.kind === "statement" && made.mode === "rebuild");
    if (copied) return;
    this.#emit([fillSecondColumn(change, second, this.#model, this.#context)]);
  }

  end(): readonly Instruction[] {
    this.#flush();
    return this.#instructions;
  }

  #lowerAlone(change: Change): readonly Instruction[] {
    switch (change.kind) {
      case "data":
        return lowerData(change, this.#model, this.#context);
      case "opaque":
        return lowerOpaque(change, (table) => this.#facts.isMade(table) || this.#context.isMade?.(table) === true);
      case "object":
        return change.before === null || change.after === null ? [] : [lowerRename(change.before, change.after, change, this.#model)];
    }
  }

  /** A table of a name whose earlier bearer is dropped among the waiting. */
  #startsAnew(change: ObjectChange): boolean {
    const key = refKey(homeOf(change));
    return this.#waiting.some((other) => other.after === null && subject(other).kind === "table" && refKey(subject(other)) === key);
  }

  /** A column whose rows one of the waiting carries over in a way of its own already: one copy has room for one way. */
  #isFilledAgain({ after, via }: ObjectChange): boolean {
    if (after === null || via?.up === undefined) return false;
    return this.#waiting.some((other) => other.via?.up !== undefined && other.after !== null && sameRef(other.after.ref, after.ref));
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) this.#emit(lowerUnits(waiting, this.#model, this.#facts));
  }

  #emit(instructions: readonly Instruction[]): void {
    this.#instructions.push(...instructions);
    for (const { effects, makes } of instructions) {
      this.#model = applyAll(this.#model, effects);
      this.#facts.advance(effects, makes);
    }
  }
}
