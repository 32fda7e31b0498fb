import type { ObjectChange, Via } from "../change/change.ts";
import { defaultsOf, relabelDefault } from "../change/relabel.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import type { Model } from "../model/model.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import { addLabel, dropLabel, type LabelChange, renameLabel } from "./change-labels.ts";
import type { AddEnumValueArguments, DropEnumValueArguments, RenameEnumValueArguments } from "./enum-value.shape.ts";
import { findOrName, notFound } from "./find-object.ts";
import { reading } from "./model-context.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError, unknownObject } from "./operation-error.ts";
import { forDialect } from "./patch-entry.ts";
import { portableEnumChange } from "./portable-enum-change.ts";

interface OfEnum {
  readonly enum: string;
  readonly schema?: string;
}

/** An operation on the labels of an enum: of the type, or where the dialect has none of the columns that stand for it. */
const onLabels = <A extends OfEnum>(
  change: (labels: readonly string[], args: Omit<A, "dialects">) => LabelChange,
  /** The labels that the step itself takes for there; null: it needs to know all. */
  taken: (args: Omit<A, "dialects">) => readonly string[] | null,
): Operation<A> => ({
  resolve: (args, model, context) => {
    const own = forDialect(args, context.grammar.dialect);
    const ref = reading(model, context, (entries) => resolveRef("enum", own.enum, own.schema, entries, ["enum"]));
    if (!context.kinds.includes("enum")) {
      const labels = context.portableEnums.get(describeRef(ref));
      if (labels === undefined) throw notFound(ref, model, context);
      const { values, via } = required(change(labels, own), ref.name, labels, context);
      return values === labels ? [] : portableEnumChange(labels, values, via, model, context.grammar);
    }
    const found = findOrName(ref, model, context);
    const before = found.nameOnly ? { ...found, body: { values: taken(own) ?? unknownLabels(ref, model, context) } } : found;
    const { values, via } = required(change(before.body.values, own), ref.name, before.body.values, context);
    if (values === before.body.values) return [];
    return [
      ...lostDefaults(ref, via, model),
      { kind: "object", before, after: { ...before, body: { values } }, ...(via === undefined ? {} : { via }) } satisfies ObjectChange,
    ];
  },
});

function unknownLabels(ref: ObjectRef, model: Model, context: OperationContext): never {
  throw unknownObject(describeRef(ref), model, context);
}

/** Defaults that name a value which goes for good, as changes of their own: nothing else would tell the way down what they were. */
function lostDefaults(ref: ObjectRef, via: Via | undefined, model: Model): readonly ObjectChange[] {
  const back = Object.values(via?.down?.labels ?? {});
  const lost = Object.fromEntries(Object.entries(via?.up?.labels ?? {}).filter(([value]) => !back.includes(value)));
  return defaultsOf(ref, model).flatMap((before) => {
    const after = relabelDefault(before, lost);
    return after === before ? [] : [{ kind: "object", before, after }];
  });
}

function required(
  change: LabelChange,
  name: string,
  labels: readonly string[],
  context: OperationContext,
): Extract<LabelChange, { kind: "changed" }> {
  switch (change.kind) {
    case "missing":
      throw operationError(
        "object-not-found",
        `enum ${name} has no value "${change.value}" at this point`,
        `Its values are ${labels.join(", ")}`,
        context,
      );
    case "taken":
      throw operationError("name-taken", `enum ${name} has the value "${change.value}" already`, "Choose another spelling", context);
    case "changed":
      return change;
  }
}

export const addEnumValue: Operation<AddEnumValueArguments> = onLabels<AddEnumValueArguments>(addLabel, ({ before, after }) =>
  [before ?? after ?? []].flat(),
);
export const renameEnumValue: Operation<RenameEnumValueArguments> = onLabels<RenameEnumValueArguments>(renameLabel, ({ from }) => [from]);
export const dropEnumValue: Operation<DropEnumValueArguments> = onLabels<DropEnumValueArguments>(dropLabel, () => null);
