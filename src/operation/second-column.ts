import type { ObjectChange, Via } from "../change/change.ts";
import { readColumn } from "../model/entry/read/read-column.ts";
import { writeColumn } from "../model/entry/write/write-column.ts";
import { renameIdentifier } from "../model/identifier.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import type { RenameColumnArguments } from "./column.shape.ts";
import { reading } from "./model-context.ts";
import { notYet } from "./not-yet.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { patchEntry } from "./patch-entry.ts";
import { secondIndexes } from "./second-index.ts";

type Column = SchemaObjectOf<"column">;
type Conversion = Pick<RenameColumnArguments, "type" | "using" | "downgradeUsing">;

/**
 * A rename under which both names work until the contract gate opens: a second column under the new name, filled and kept in step both ways,
 * with indexes of its own; the contract half takes it away again and gives its name to the first one, which everything hangs on.
 * @throws OperationError where the dialect cannot keep the two in step
 */
export function secondColumn(
  before: Column,
  to: ObjectRef & { readonly kind: "column" },
  conversion: Conversion,
  model: Model,
  context: OperationContext,
): readonly ObjectChange[] {
  const { secondColumn: dialect } = context.grammar;
  if (dialect === undefined) throw notYet(`\`keepOld\` on ${context.grammar.dialect}`, "Rename the column without it", context);
  requireWritable(before, dialect.filled, model, context);
  const changed = converted(before, conversion, model, context);
  const relaxed: Column = { ...before, body: { ...before.body, nullable: true } };
  const relaxes = dialect.filled === "afterRow" && !before.body.nullable && before.body.default === null;
  const second: Column = {
    kind: "column",
    ref: to,
    origin: { kind: "scaffoldOf", ref: before.ref, ...(relaxes && { required: true }) },
    body: { ...changed.body, nullable: true, default: null, identity: null },
  };
  const indexes = secondIndexes(before, second, model);
  const settled: Column = relaxes ? { ...changed, body: { ...changed.body, nullable: true } } : changed;
  const renamed: Column = { ...settled, ref: to };
  const via = viaOf(conversion);
  return [
    ...(relaxes ? [{ kind: "object", before, after: relaxed } as const] : []),
    { kind: "object", before: null, after: second, ...via.create },
    ...indexes.map((after): ObjectChange => ({ kind: "object", before: null, after })),
    ...indexes.toReversed().map((index): ObjectChange => ({ kind: "object", before: index, after: null, phase: "contract" })),
    ...(conversion.type === undefined
      ? []
      : [
          {
            kind: "object",
            before: relaxes ? relaxed : before,
            after: settled,
            ...via.alter(before.ref.name, to.name),
            phase: "contract",
          } as const,
        ]),
    { kind: "object", before: second, after: null, ...via.drop, phase: "contract" },
    { kind: "object", before: settled, after: renamed, phase: "contract" },
    ...(relaxes ? [{ kind: "object", before: renamed, after: { ...changed, ref: to }, phase: "contract" } as const] : []),
  ];
}

function requireWritable({ ref, body }: Column, filled: "beforeRow" | "afterRow", model: Model, context: OperationContext): void {
  if (body.generated !== null)
    throw operationError(
      "old-name-computed",
      `${describeRef(ref)} is computed, so nobody could write it under two names`,
      "Rename it without `keepOld`, or add a second computed column",
      context,
    );
  const key = model.children(ref.parent as ObjectRef, "primaryKey")[0];
  if (filled === "afterRow" && key?.kind === "primaryKey" && key.body.columns.includes(ref.name))
    throw operationError(
      "old-name-in-key",
      `${describeRef(ref)} is part of the primary key, and ${context.grammar.dialect} tells rows by it while it keeps two names in step`,
      "Rename it without `keepOld`",
      context,
    );
}

/** The column as the contract half leaves it, still under its old name. */
function converted(before: Column, { type, using, downgradeUsing }: Conversion, model: Model, context: OperationContext): Column {
  if (type === undefined && (using !== undefined || downgradeUsing !== undefined))
    throw operationError(
      "conversion-needs-type",
      "`using` and `downgradeUsing` convert to another `type`, and none is given",
      "Say the type of the new column, or leave them out",
      context,
    );
  if (type === undefined) return before;
  const entry = { ...writeColumn(before, "plain", context), nullable: before.body.nullable };
  const [wanted] = reading(model, context, (entries) =>
    readColumn(patchEntry(entry, { type }), before.ref.parent as ObjectRef, entries, ["column"]),
  );
  return { ...before, body: wanted.body };
}

/** The same conversion seen from the second column's birth, its end, and the first one's change of type. */
function viaOf({ using, downgradeUsing }: Conversion) {
  const up = using === undefined ? {} : { up: { using } };
  const down = downgradeUsing === undefined ? {} : { down: { using: downgradeUsing } };
  const has = using !== undefined || downgradeUsing !== undefined;
  const swapped: Via = {
    ...(downgradeUsing !== undefined && { up: { using: downgradeUsing } }),
    ...(using !== undefined && { down: { using } }),
  };
  return {
    create: has ? { via: { ...up, ...down } } : {},
    drop: has ? { via: swapped } : {},
    // The way back finds the column under its old name again.
    alter: (from: string, to: string): { readonly via?: Via } =>
      has ? { via: { ...up, ...(downgradeUsing !== undefined && { down: { using: renameIdentifier(downgradeUsing, to, from) } }) } } : {},
  };
}
