import { apply } from "../../../../change/apply.ts";
import type { Change, ObjectChange } from "../../../../change/change.ts";
import type { Precondition } from "../../../../instruction/instruction.ts";
import { refKey, type ObjectRef, type RefKey } from "../../../../model/ref.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { SchemaModel } from "../../../../model/schema-model.ts";
import type { LoweringContext } from "../../../../port/lowering.ts";
import { stillEmpty } from "./statements.ts";

/** new: made by these changes and never filled; nobody else sees it. empty: found without rows, to be asserted. */
export type Rows = "new" | "empty" | "holds";

const isTable = (ref: ObjectRef): ref is ObjectRef & { readonly kind: "table" } => ref.kind === "table";
const none: ReadonlySet<RefKey> = new Set();

/** Where the list of changes stands: the model so far, and what the changes before did to which table. */
export class Situation {
  readonly context: LoweringContext;
  readonly model: SchemaModel;
  readonly #fresh: ReadonlySet<RefKey>;
  /** Filled, renamed or unknown by now: what the facts said of them no longer counts. */
  readonly #touched: ReadonlySet<RefKey> | "everything";
  /** Made by these changes, filled or not, structured or as SQL. */
  readonly #made: ReadonlySet<RefKey>;

  private constructor(
    context: LoweringContext,
    model: SchemaModel,
    fresh: ReadonlySet<RefKey>,
    touched: ReadonlySet<RefKey> | "everything",
    made: ReadonlySet<RefKey>,
  ) {
    this.context = context;
    this.model = model;
    this.#fresh = fresh;
    this.#touched = touched;
    this.#made = made;
  }

  static start(context: LoweringContext): Situation {
    return new Situation(context, SchemaModel.from(context.model), none, none, none);
  }

  rows(table: ObjectRef): Rows {
    const key = refKey(table);
    if (this.#fresh.has(key)) return "new";
    if (this.#touched === "everything" || this.#touched.has(key)) return "holds";
    // A materialized view's emptiness is not asked for, and asking may fail where it has no data.
    if (table.kind === "view") return "holds";
    // Its rows lie elsewhere: nothing that is done to it here goes through them.
    if (this.isForeign(table)) return "empty";
    return this.context.facts.table(table)?.empty === false ? "holds" : "empty";
  }

  /** Whether a column is known to hold only NULL. */
  columnEmpty(column: ObjectRef): boolean {
    if (column.parent === undefined || this.#touched === "everything" || this.#touched.has(refKey(column.parent))) return false;
    return this.context.facts.columnEmpty(column) === true;
  }

  /** Whether work may take its time on this table, in steps that are committed one by one. */
  online(table: ObjectRef): boolean {
    return this.context.atomic === "no" && this.rows(table) === "holds" && !this.isPartitioned(table);
  }

  /** Whether its rows lie in partitions that may be gone through one by one, beside the application. A foreign one has no share of an index, and its rows cannot be checked. */
  byPartition(table: ObjectRef): boolean {
    return this.context.atomic === "no" && this.isPartitioned(table) && this.rows(table) === "holds" && !this.reachesForeign(table);
  }

  /** Whether its rows lie in partitions: most of what is done beside the application takes a table that holds them itself. */
  isPartitioned(table: ObjectRef): boolean {
    return this.#table(table)?.body.partitionBy !== undefined;
  }

  /** Whether its rows lie with a server of foreign data. */
  isForeign(table: ObjectRef): boolean {
    return this.#table(table)?.body.foreign !== undefined;
  }

  #table(ref: ObjectRef): SchemaObjectOf<"table"> | undefined {
    return isTable(ref) ? known(this.model.get(ref)) : undefined;
  }

  /** Whether it, or a table below it, is foreign. */
  reachesForeign(table: ObjectRef): boolean {
    return this.isForeign(table) || this.model.dependants(table).some((other) => other.kind === "table" && this.reachesForeign(other.ref));
  }

  /** What must be asserted where emptiness was the reason for doing it at once. */
  emptiness(table: ObjectRef): readonly Precondition[] {
    return this.rows(table) === "empty" && !this.isForeign(table) ? [stillEmpty(table)] : [];
  }

  /** Whether these changes, or the plan before them, have made it: nobody else uses it yet. */
  isMade(relation: ObjectRef): boolean {
    return this.#made.has(refKey(relation)) || this.context.isMade?.(relation) === true;
  }

  /** With relations that SQL has made. */
  making(relations: readonly ObjectRef[]): Situation {
    return relations.length === 0
      ? this
      : new Situation(this.context, this.model, this.#fresh, this.#touched, new Set([...this.#made, ...relations.map(refKey)]));
  }

  after(effects: readonly Change[]): Situation {
    return effects.reduce<Situation>((situation, effect) => situation.#afterOne(effect), this);
  }

  #afterOne(effect: Change): Situation {
    const model = apply(this.model, effect);
    if (effect.kind === "opaque") return new Situation(this.context, model, new Set(), "everything", this.#made);
    if (effect.kind === "data") return effect.data.step === "assert" ? this : this.#filled(effect.data.table);
    const { fresh, touched } = this.#renamed(effect);
    return new Situation(this.context, model, fresh, touched, madeBy(effect, this.#made));
  }

  #filled(table: ObjectRef): Situation {
    const key = refKey(table);
    const fresh = new Set(this.#fresh);
    fresh.delete(key);
    return new Situation(
      this.context,
      this.model,
      fresh,
      this.#touched === "everything" ? "everything" : new Set([...this.#touched, key]),
      this.#made,
    );
  }

  #renamed({ before, after }: ObjectChange): { fresh: ReadonlySet<RefKey>; touched: ReadonlySet<RefKey> | "everything" } {
    if (after === null || (after.kind !== "table" && after.kind !== "view")) return { fresh: this.#fresh, touched: this.#touched };
    const key = refKey(after.ref);
    if (before === null || this.#fresh.has(refKey(before.ref))) return { fresh: new Set([...this.#fresh, key]), touched: this.#touched };
    if (refKey(before.ref) === key || this.#touched === "everything") return { fresh: this.#fresh, touched: this.#touched };
    // Its emptiness cannot be asserted at the start of the stage, where it still has the old name.
    return { fresh: this.#fresh, touched: new Set([...this.#touched, key]) };
  }
}

function madeBy({ before, after }: ObjectChange, made: ReadonlySet<RefKey>): ReadonlySet<RefKey> {
  if (after === null || after.ref.parent !== undefined) return made;
  const isNew = before === null || (refKey(before.ref) !== refKey(after.ref) && made.has(refKey(before.ref)));
  return isNew ? new Set([...made, refKey(after.ref)]) : made;
}
