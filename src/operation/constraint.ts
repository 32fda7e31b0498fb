import type { Change, ObjectChange } from "../change/change.ts";
import type { ConstraintEntries } from "../model/entry/read/read-constraint.ts";
import { readConstraint } from "../model/entry/read/read-constraint.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ConstraintKind, ObjectRef } from "../model/ref.ts";
import { constraintKinds } from "../model/ref.ts";
import type {
  AddConstraintArguments,
  DropConstraintArguments,
  RenameConstraintArguments,
  ValidateConstraintArguments,
} from "./constraint.shape.ts";
import { createObjects, hasTwin } from "./create-objects.ts";
import { dropObjects } from "./drop-objects.ts";
import { findConstraint, findOrName, notFound } from "./find-object.ts";
import { reading } from "./model-context.ts";
import { nameOnly } from "./name-only.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";
import { renameObject } from "./rename-object.ts";
import { tableOf } from "./table-of.ts";

type Entries = { readonly [K in ConstraintKind]?: ConstraintEntries[K] };

/** The one constraint that stands under its kind's key. */
function readOne(entries: Entries, table: ObjectRef, model: Model, context: OperationContext): SchemaObject | undefined {
  const kind = constraintKinds.find((each) => entries[each] !== undefined);
  if (kind === undefined) return undefined;
  return reading(model, context, (around) => readConstraint[kind](entries[kind] as never, table, around, [kind])) as SchemaObject;
}

export const addConstraint: Operation<AddConstraintArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    const constraint = readOne(own as Entries, table, model, context);
    if (constraint === undefined)
      throw operationError("empty-step", "the step names no constraint", `Give one of ${constraintKinds.join(", ")}`, context);
    const [entry] = constraintKinds.flatMap((kind) => (own as Entries)[kind] ?? []);
    if (entry?.name === undefined && hasTwin(constraint, model)) return [];
    const created = createObjects([constraint], model, context);
    return created.length === 0 || constraint.kind !== "primaryKey" ? created : [...keyNotNull(constraint, model), ...created];
  },
};

/** Columns of a primary key are NOT NULL: those that are not yet become so first. */
function keyNotNull({ ref, body }: SchemaObjectOf<"primaryKey">, model: Model): readonly ObjectChange[] {
  return body.columns.flatMap((name) => {
    const column = known(model.get({ kind: "column", parent: ref.parent, name }));
    return column === undefined || !column.body.nullable
      ? []
      : [{ kind: "object", before: column, after: { ...column, body: { ...column.body, nullable: false } } }];
  });
}

export const dropConstraint: Operation<DropConstraintArguments> = {
  resolve: (args, model, context): readonly Change[] => {
    const own = forDialect(args, context.grammar.dialect);
    const table = tableOf(own, model, context);
    const found = findConstraint(table, own.name, model);
    if (typeof found !== "string") return dropObjects(found, model, context);
    if (found === "absent") throw notFound(checkRef(table, own.name), model, context);
    const kind = constraintKinds.find((each) => (own as Entries)[each] !== undefined);
    const entries = kind === undefined ? {} : { [kind]: { ...(own as Entries)[kind], name: own.name } };
    return [{ kind: "object", before: readOne(entries, table, model, context) ?? nameOnly(checkRef(table, own.name)), after: null }];
  },
};

const checkRef = (parent: ObjectRef, name: string): ObjectRef & { readonly kind: "check" } => ({ kind: "check", parent, name });

/** The constraint that a step names; a name alone where nobody looks and no document made it. */
function existing(table: ObjectRef, name: string, model: Model, context: OperationContext): SchemaObject {
  const found = findConstraint(table, name, model);
  if (found === "absent") throw notFound(checkRef(table, name), model, context);
  return found === "unknown" || found.nameOnly ? findOrName(checkRef(table, name), model, context) : found;
}

export const renameConstraint: Operation<RenameConstraintArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const { ref } = existing(tableOf(own, model, context), own.from, model, context);
    return renameObject(ref, { ...ref, name: own.to }, model, context);
  },
};

export const validateConstraint: Operation<ValidateConstraintArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const before = existing(tableOf(own, model, context), own.name, model, context);
    if ((before.kind !== "check" && before.kind !== "foreignKey") || !before.body.notValid) return [];
    return [{ kind: "object", before, after: { ...before, body: { ...before.body, notValid: false } } as SchemaObject }];
  },
};
