import { applyAll } from "../../../change/apply.ts";
import type { Change, ObjectChange } from "../../../change/change.ts";
import type { Instruction } from "../../../instruction/instruction.ts";
import { refKey } from "../../../model/ref.ts";
import { SchemaModel } from "../../../model/schema-model.ts";
import type { Lowering, LoweringContext } from "../../../port/lowering.ts";
import { lowerData } from "./data.ts";
import { lowerOpaque } from "./opaque.ts";
import { inOneTransaction } from "./atomic.ts";
import { refusals, refuseAll } from "./refuse.ts";
import { isRename, renameFirst } from "./rename-first.ts";
import { renameTable } from "./rename-table.ts";
import { tableOf } from "./table-group.ts";
import { lowerTables } from "./tables.ts";
import { lowerView } from "./view.ts";

/**
 * Changes of tables wait until something comes that must not pass them (a view, a rename, data, opaque SQL) and are then lowered
 * together, so that several alterations of one table are one rebuild.
 */
export const lowering: Lowering = {
  lower(changes, context) {
    refuseAll(changes.flatMap((change) => (change.kind === "object" && change.after !== null ? refusals(change.after) : [])));
    const walk = new Walk(context);
    for (const change of changes.flatMap(tableRenameFirst)) walk.take(change);
    const instructions = walk.end();
    return context.atomic === "yes" ? inOneTransaction(instructions) : instructions;
  },
};

class Walk {
  readonly #context: LoweringContext;
  readonly #instructions: Instruction[] = [];
  #model: SchemaModel;
  #waiting: ObjectChange[] = [];

  constructor(context: LoweringContext) {
    this.#context = context;
    this.#model = SchemaModel.from(context.model);
  }

  take(change: Change): void {
    if (change.kind === "object" && waits(change)) {
      if (this.#startsAnew(change)) this.#flush();
      this.#waiting.push(change);
      return;
    }
    this.#flush();
    this.#emit(this.#lowerAlone(change));
  }

  end(): readonly Instruction[] {
    this.#flush();
    return this.#instructions;
  }

  #lowerAlone(change: Change): readonly Instruction[] {
    switch (change.kind) {
      case "data":
        return [lowerData(change, this.#model, this.#context)];
      case "opaque":
        return lowerOpaque(change);
      case "object":
        return [this.#lowerObject(change)];
    }
  }

  #lowerObject(change: ObjectChange): Instruction {
    const { before, after } = change;
    if (before?.kind === "table" && after?.kind === "table") return renameTable(before, after, change);
    return lowerView(change, this.#model);
  }

  /** A table of a name whose earlier bearer is dropped among the waiting. */
  #startsAnew(change: ObjectChange): boolean {
    const key = refKey(tableOf(change));
    return this.#waiting.some(({ before, after }) => after === null && before?.kind === "table" && refKey(before.ref) === key);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) this.#emit(lowerTables(waiting, this.#model, this.#context.facts));
  }

  #emit(instructions: readonly Instruction[]): void {
    this.#instructions.push(...instructions);
    for (const { effects } of instructions) this.#model = applyAll(this.#model, effects);
  }
}

/** Views and renames of tables are lowered at their place. */
function waits(change: ObjectChange): boolean {
  const { before, after } = change;
  if ((after ?? before)?.kind === "view") return false;
  return !(after?.kind === "table" && isRename(change));
}

const tableRenameFirst = (change: Change): readonly Change[] => (change.kind === "object" && change.after?.kind === "table" ? renameFirst(change) : [change]);
