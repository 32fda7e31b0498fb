import { apply } from "../change/apply.ts";
import type { ObjectChange } from "../change/change.ts";
import { findNamesake } from "../change/namesake.ts";
import { compareObjects } from "../model/compare-objects.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { constraintKinds, type ObjectRef, type RefKey, refKey, schemaOf } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import type { Answers } from "./answers.ts";

interface Rules {
  readonly owned: (ref: ObjectRef) => boolean;
  readonly answers: Answers;
  /** What is live and nobody declares. */
  readonly strangers: readonly SchemaObject[];
}

/**
 * Constraints and indexes that differ from a live one in their name alone, as where a made-up name follows a renamed table or column:
 * they are renamed, not built anew. Only where exactly one undeclared one of ours has that body, or it is the primary key.
 */
export function findImpliedRenames(desired: Model, live: SchemaModel, rules: Rules): readonly ObjectChange[] {
  const renames: ObjectChange[] = [];
  let renamed = live;
  const open = homesOf(rules.strangers);
  for (const object of open.size === 0 ? [] : desired.objects()) {
    if (object.origin.kind !== "declared" || !isNamedPart(object)) continue;
    // What one rename moves along may be undeclared elsewhere.
    if (renames.length === 0 && !open.has(refKey(object.ref.parent as ObjectRef))) continue;
    if (isTaken(object, renamed)) continue;
    const [before, ...others] = renamed
      .children(object.ref.parent as ObjectRef, object.kind)
      .filter((other) => isSame(object, other, desired, rules));
    if (before === undefined || others.length > 0) continue;
    const change: ObjectChange = { kind: "object", before, after: { ...before, ref: object.ref } as SchemaObject };
    renames.push(change);
    renamed = apply(renamed, change);
  }
  return renames;
}

/** Keys of the tables and views of which they are named parts: where there is none, nothing has another name. */
const homesOf = (strangers: readonly SchemaObject[]): ReadonlySet<RefKey> =>
  new Set(strangers.filter(isNamedPart).map(({ ref }) => refKey(ref.parent as ObjectRef)));

const isNamedPart = ({ kind, ref }: SchemaObject): boolean => ref.parent !== undefined && (kind === "index" || isConstraint(kind));
const isConstraint = (kind: SchemaObject["kind"]): boolean => constraintKinds.some((constraint) => constraint === kind);

/** Constraints of a table share their names whatever their kind; what stands on an index shares those of the schema. */
const isTaken = ({ kind, ref }: SchemaObject, live: SchemaModel): boolean =>
  findNamesake(ref, live) !== undefined ||
  (kind !== "check" && kind !== "foreignKey" && live.relationNamed(schemaOf(ref) ?? "", ref.name) !== undefined);

function isSame(object: SchemaObject, live: SchemaObject, desired: Model, { owned, answers }: Rules): boolean {
  // A table has one primary key: whoever made it, it is the one that is declared.
  const isOurs = live.kind === "primaryKey" || owned(live.ref);
  if (live.origin.kind !== "declared" || desired.has(live.ref) || !isOurs) return false;
  const { differing, questions } = compareObjects(object, live);
  return differing.length === 0 && questions.every((question) => answers(question) !== "different");
}
