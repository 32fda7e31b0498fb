import type { ObjectChange } from "../change/change.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectKind, ObjectRef } from "../model/ref.ts";
import { describeRef } from "../model/ref.ts";
import { findOrName } from "./find-object.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/** Gives an object another ref; a rename that a hand has made in the database holds already. @throws OperationError where the new name is taken or there is nothing to rename */
export function renameObject<K extends ObjectKind>(
  from: ObjectRef & { readonly kind: K },
  to: ObjectRef,
  model: Model,
  context: OperationContext,
): readonly ObjectChange[] {
  const renamed = renamedBefore(from, to, model, context);
  if (renamed !== undefined) return [{ kind: "object", before: { ...renamed, ref: from } as SchemaObject, after: renamed }];
  const before: SchemaObject = findOrName(from, model, context);
  if (known(model.get(to)) !== undefined)
    throw operationError(
      "name-taken",
      `${describeKind(to.kind).title} ${describeRef(to)} exists already`,
      "Choose another name, or drop or rename the other one first",
      { ...context, about: to },
    );
  return [{ kind: "object", before, after: { ...before, ref: to } as SchemaObject }];
}

/** The object that bears the new name in the database from before any step; one that a step has made is none. */
function renamedBefore(from: ObjectRef, to: ObjectRef, model: Model, { live }: OperationContext): SchemaObject | undefined {
  if (live === undefined || [model, live].some((each) => each.get(from) !== "absent" || known(each.get(to)) === undefined))
    return undefined;
  return known(model.get(to));
}
