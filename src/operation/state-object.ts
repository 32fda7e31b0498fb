import type { ObjectChange } from "../change/change.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import type { OperationContext } from "./operation.ts";
import { operationError, unknownObject } from "./operation-error.ts";

/** What leads to an object that is so, whether or not there was one; null: to none. Nothing where it is so already. */
export function toState(ref: ObjectRef, after: SchemaObject | null, model: Model, context: OperationContext): readonly ObjectChange[] {
  requireKind(ref, context);
  const found = model.get(ref);
  // What nobody has looked at nobody has altered, as far as documents know.
  if (found === "unknown" && !model.unseen) throw unknownObject(describeRef(ref), model, context);
  const before = typeof found === "string" ? null : found;
  const { differing } = before === null || after === null ? { differing: before === after ? [] : ["all"] } : compareObjects(after, before);
  return differing.length === 0 ? [] : [{ kind: "object", before, after }];
}

function requireKind({ kind }: ObjectRef, context: OperationContext): void {
  if (context.kinds.includes(kind)) return;
  const { dialect } = context.grammar;
  throw operationError(
    "kind-unknown-to-dialect",
    `${dialect} has no ${describeKind(kind).plural}`,
    `Leave the step out there: when: { not: { dialect: ${dialect} } }`,
    context,
  );
}
