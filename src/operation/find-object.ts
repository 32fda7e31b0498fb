import { didYouMean } from "../core/did-you-mean.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ConstraintKind, ObjectKind, ObjectRef } from "../model/ref.ts";
import { constraintKinds, describeRef } from "../model/ref.ts";
import { nameOnly } from "./name-only.ts";
import type { OperationContext } from "./operation.ts";
import { operationError, unknownObject } from "./operation-error.ts";

/** The object that a step is about. @throws OperationError where there is none, UnknownObjectError where nobody knows */
export function findObject<K extends ObjectKind>(
  ref: ObjectRef & { readonly kind: K },
  model: Model,
  context: OperationContext,
): SchemaObjectOf<K> & SchemaObject {
  const found = model.get<K>(ref);
  if (found === "unknown") throw unknownObject(describeRef(ref), model, context);
  if (found === "absent") throw notFound(ref, model, context);
  if ((found as SchemaObject).nameOnly) throw unknownObject(describeRef(ref), model, context);
  return found as SchemaObjectOf<K> & SchemaObject;
}

/** The same; and where nobody looks, of what no document made the name. */
export function findOrName<K extends ObjectKind>(
  ref: ObjectRef & { readonly kind: K },
  model: Model,
  context: OperationContext,
): SchemaObjectOf<K> & SchemaObject {
  const found = model.get<K>(ref);
  const isNamed = model.unseen && (found === "unknown" || (found !== "absent" && found.nameOnly));
  return isNamed ? (nameOnly(ref) as SchemaObjectOf<K> & SchemaObject) : findObject(ref, model, context);
}

export function notFound(ref: ObjectRef, model: Model, context: OperationContext) {
  const siblings =
    ref.parent === undefined ? [...model.objects()].filter(({ kind }) => kind === ref.kind) : model.children(ref.parent, ref.kind);
  const meant = didYouMean(
    ref.name,
    siblings.map((sibling) => sibling.ref.name),
  );
  return operationError(
    "object-not-found",
    `there is no ${describeKind(ref.kind).title} ${describeRef(ref)} at this point`,
    meant === undefined
      ? "Correct the name, or give the step a `when` with `exists`"
      : `Did you mean ${meant}? Otherwise give the step a \`when\` with \`exists\``,
    { ...context, about: ref },
  );
}

/** The constraint of that name on the table, whichever kind it is; `absent` or `unknown` where there is none. */
export function findConstraint(table: ObjectRef, name: string, model: Model): SchemaObject | "absent" | "unknown" {
  const found = constraintKinds.map((kind) => model.get<ConstraintKind>({ kind, parent: table, name }));
  const constraint = found.map(known).find((each) => each !== undefined);
  return constraint ?? (found.includes("unknown") ? "unknown" : "absent");
}
