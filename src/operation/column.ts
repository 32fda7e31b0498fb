import type { ObjectChange, Via } from "../change/change.ts";
import { readColumn } from "../model/entry/read/read-column.ts";
import { writeColumn } from "../model/entry/write/write-column.ts";
import type { ColumnEntry } from "../model/kind/column.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { AddColumnArguments, AlterColumnArguments, DropColumnArguments, RenameColumnArguments } from "./column.shape.ts";
import { alterUnseenColumn } from "./alter-unseen-column.ts";
import { createObjects } from "./create-objects.ts";
import { dropObjects } from "./drop-objects.ts";
import { findObject, findOrName, notFound } from "./find-object.ts";
import { reading } from "./model-context.ts";
import { nameOnlyColumn } from "./name-only.ts";
import { notYet } from "./not-yet.ts";
import type { Operation } from "./operation.ts";
import { forDialect, patchEntry } from "./patch-entry.ts";
import { alteration } from "./regular.ts";
import { renameObject } from "./rename-object.ts";
import { secondColumn } from "./second-column.ts";
import { tableOf } from "./table-of.ts";

const columnRef = (parent: ObjectRef, name: string): ObjectRef & { readonly kind: "column" } => ({ kind: "column", parent, name });

export const addColumn: Operation<AddColumnArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    return createObjects(
      reading(model, context, (entries) => readColumn(own.column, table, entries, ["column"])),
      model,
      context,
    );
  },
};

export const dropColumn: Operation<DropColumnArguments> = {
  resolve: (args, model, context) => {
    const { column, ...place } = forDialect(args, context.grammar.dialect);
    const table = tableOf(place, model, context);
    const name = typeof column === "string" ? column : column.name;
    const ref = columnRef(table, name);
    const found = model.get(ref);
    if (typeof found !== "string") return dropObjects(found, model, context);
    if (found === "absent") throw notFound(ref, model, context);
    const before: SchemaObject =
      typeof column === "string"
        ? nameOnlyColumn(ref)
        : reading(model, context, (entries) => readColumn(column, table, entries, ["column"]))[0];
    return [{ kind: "object", before, after: null }];
  },
};

export const alterColumn: Operation<AlterColumnArguments> = {
  resolve: (args, model, context) => {
    const { table: _table, schema: _schema, column, using, downgradeUsing, ...patch } = forDialect(args, context.grammar.dialect);
    const table = tableOf(args, model, context);
    const before = findOrName(columnRef(table, column), model, context);
    if (before.nameOnly) return [withConversion(alterUnseenColumn(before.ref, patch, model, context), using, downgradeUsing)];
    // `nullable` is written out, for what the key or the identity implies must not come back by itself.
    const entry: ColumnEntry = {
      ...writeColumn("type" in patch ? withBareDefault(before) : before, "plain", context),
      nullable: before.body.nullable,
    };
    const [wanted] = reading(model, context, (entries) => readColumn(patchEntry(entry, patch), table, entries, ["column"]));
    const comment = (patch as { readonly comment?: string }).comment === "none" ? "cleared" : "kept";
    return alteration(before, wanted, comment, context).map((change) => withConversion(change, using, downgradeUsing));
  },
};

/** With a constant as its default as one of no type: that stays the default of another type. */
function withBareDefault(column: SchemaObjectOf<"column">): SchemaObjectOf<"column"> {
  const { default: value, type } = column.body;
  const [, constant, cast] = /^('(?:[^']|'')*')::(.+)$/.exec(value?.text ?? "") ?? [];
  if (constant === undefined || cast !== type.replace(/\(.*/, "")) return column;
  return { ...column, body: { ...column.body, default: { text: constant, form: "written" } } };
}

function withConversion(change: ObjectChange, using: string | undefined, downgradeUsing: string | undefined): ObjectChange {
  if (using === undefined && downgradeUsing === undefined) return change;
  const via: Via = {
    ...(using === undefined ? {} : { up: { using } }),
    ...(downgradeUsing === undefined ? {} : { down: { using: downgradeUsing } }),
  };
  return { ...change, via };
}

export const renameColumn: Operation<RenameColumnArguments> = {
  resolve: (args, model, context) => {
    const { keepOld, type, using, downgradeUsing, ...own } = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    if (keepOld === true)
      return secondColumn(
        findObject(columnRef(table, own.from), model, context),
        columnRef(table, own.to),
        { type, using, downgradeUsing },
        model,
        context,
      );
    if (type !== undefined || using !== undefined || downgradeUsing !== undefined)
      throw notYet("`type` and `using` without `keepOld`", "Change the type by `alterColumn` in a step of its own", context);
    return renameObject(columnRef(table, own.from), columnRef(table, own.to), model, context);
  },
};
