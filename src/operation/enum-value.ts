import type { ObjectChange, Via } from "../change/change.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { AddEnumValueArguments, DropEnumValueArguments, RenameEnumValueArguments } from "./enum-value.shape.ts";
import { findObject } from "./find-object.ts";
import { reading } from "./model-context.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";

interface OfEnum {
  readonly enum: string;
  readonly schema?: string;
}

function enumOf({ enum: name, schema }: OfEnum, model: Model, context: OperationContext): SchemaObjectOf<"enum"> {
  if (!context.kinds.includes("enum"))
    throw operationError(
      "kind-unknown-to-dialect",
      `${context.grammar.dialect} has no enums: a column of one is text with a check`,
      "Replace the check by dropConstraint and addConstraint there, and leave this step out by its `when`",
      context,
    );
  return findObject(reading(model, context, (entries) => resolveRef("enum", name, schema, entries, ["enum"])), model, context);
}

const withValues = (before: SchemaObjectOf<"enum">, values: readonly string[], via?: Via): readonly ObjectChange[] => [
  { kind: "object", before, after: { ...before, body: { values } }, ...(via === undefined ? {} : { via }) },
];

const noSuchValue = (value: string, { ref, body }: SchemaObjectOf<"enum">, context: OperationContext) =>
  operationError("object-not-found", `enum ${ref.name} has no value "${value}" at this point`, `Its values are ${body.values.join(", ")}`, context);

export const addEnumValue: Operation<AddEnumValueArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const before = enumOf(own, model, context);
    const { values } = before.body;
    if (values.includes(own.value)) return [];
    const beside = own.before ?? own.after;
    if (beside === undefined) return withValues(before, [...values, own.value]);
    const at = values.indexOf(beside);
    if (at < 0) throw noSuchValue(beside, before, context);
    return withValues(before, values.toSpliced(own.before === undefined ? at + 1 : at, 0, own.value));
  },
};

export const renameEnumValue: Operation<RenameEnumValueArguments> = {
  resolve: (args, model, context) => {
    const { from, to, ...own } = forDialect(args, context.grammar.dialect);
    const before = enumOf(own, model, context);
    const { values } = before.body;
    if (!values.includes(from)) throw noSuchValue(from, before, context);
    if (values.includes(to)) throw operationError("name-taken", `enum ${before.ref.name} has the value "${to}" already`, "Choose another spelling", context);
    const via: Via = { up: { labels: { [from]: to } }, down: { labels: { [to]: from } } };
    return withValues(before, values.map((value) => (value === from ? to : value)), via);
  },
};

export const dropEnumValue: Operation<DropEnumValueArguments> = {
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const before = enumOf(own, model, context);
    const { values } = before.body;
    if (!values.includes(own.value)) throw noSuchValue(own.value, before, context);
    if (own.replaceWith !== undefined && !values.includes(own.replaceWith)) throw noSuchValue(own.replaceWith, before, context);
    const via: Via | undefined = own.replaceWith === undefined ? undefined : { up: { labels: { [own.value]: own.replaceWith } } };
    return withValues(before, values.filter((value) => value !== own.value), via);
  },
};
