import type { ObjectChange } from "../change/change.ts";
import { orderChanges } from "../change/order.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, refKey } from "../model/ref.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { OwnedElsewhereError } from "./owned-elsewhere-error.ts";

/**
 * Creations of what is not there yet. What exists and is identical, spellings of expressions aside, is left out;
 * @throws OperationError where something exists and differs
 */
export function createObjects(objects: readonly SchemaObject[], model: Model, context: OperationContext): readonly ObjectChange[] {
  const missing = objects.filter((object) => !existsAlready(object, model, context));
  const [whole] = objects;
  if (whole !== undefined && !missing.includes(whole)) requireSameParts(whole, objects, missing, model, context);
  for (const object of objects) if (!missing.includes(object)) context.asAsked?.(object.ref);
  return orderChanges(missing.map((after) => ({ kind: "object", before: invalid(after, model), after })));
}

/** What an interrupted build of the very same index has left, whoever began it: it serves nobody, and takes the name. */
function invalid(wanted: SchemaObject, model: Model): SchemaObject | null {
  const found = wanted.kind === "index" ? known(model.get(wanted.ref)) : undefined;
  if (found === undefined || found.nameOnly || found.body.valid) return null;
  return compareObjects(wanted, found).differing.every((field) => field === "valid") ? found : null;
}

/** What is there already is taken for what is asked only where it has the same parts. */
function requireSameParts(
  whole: SchemaObject,
  asked: readonly SchemaObject[],
  missing: readonly SchemaObject[],
  model: Model,
  context: OperationContext,
): void {
  const wanted = new Set(asked.map(({ ref }) => refKey(ref)));
  const extra = model.children(whole.ref).find(({ ref }) => !wanted.has(refKey(ref)));
  const [lacking] = missing;
  if (extra !== undefined) throw differs(whole, `${describeKind(extra.kind).title} ${extra.ref.name} beside what is asked`, context);
  if (lacking !== undefined) throw differs(whole, `no ${describeKind(lacking.kind).title} ${lacking.ref.name}`, context);
}

/** Whether the table has what is asked for already, under whatever name: what is given no name of its own asks for no second one. */
export function hasTwin(object: SchemaObject, model: Model): boolean {
  const siblings = object.ref.parent === undefined ? [] : model.children(object.ref.parent, object.kind);
  return siblings.some((sibling) => {
    const { differing, questions } = compareObjects(object, sibling);
    return differing.length + questions.length === 0;
  });
}

function existsAlready(object: SchemaObject, model: Model, context: OperationContext): boolean {
  const found = model.has(object.ref) ? model.get(object.ref) : "absent";
  if (typeof found === "string") return false;
  if (found.origin.kind === "project") throw ownedElsewhere(object, found.origin.name, context);
  if (found.nameOnly) return true;
  if (invalid(object, model) !== null) return false;
  const { differing } = compareObjects(object, found);
  if (differing.length === 0) return true;
  throw differs(object, `another ${differing.join(", ")}`, context);
}

function ownedElsewhere({ kind, ref }: SchemaObject, project: string, { position }: OperationContext): OwnedElsewhereError {
  const shown = `${describeKind(kind).title} ${describeRef(ref)}`;
  const message = `${shown} exists already, and belongs to project ${project}`;
  return new OwnedElsewhereError(message, [{ object: shown, project }], position === undefined ? {} : { position });
}

const differs = ({ kind, ref }: SchemaObject, how: string, context: OperationContext) =>
  operationError(
    "exists-and-differs",
    `${describeKind(kind).title} ${describeRef(ref)} exists already, with ${how}`,
    "Alter it instead, or drop or rename what is there in a revision before",
    { ...context, about: ref },
  );
