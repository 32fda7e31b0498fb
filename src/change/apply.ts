import { asSaidOf } from "../model/brought-column.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { hangsOn, renameMentions, structuralMentions } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, isRoutineKind, sameRef } from "../model/ref.ts";
import { renameRef } from "../model/renaming.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { ApplyError } from "./apply-error.ts";
import type { Change, ObjectChange } from "./change.ts";
import { attached, detached, givenToPartitions, isMoved } from "./partition-parts.ts";
import { isImpliedByNameAlone } from "./implied-by-name-alone.ts";
import { companionsOf, findNamesake } from "./namesake.ts";
import { defaultsOf, relabelDefault } from "./relabel.ts";
import { renamedInTables } from "./renamed-in-tables.ts";

/**
 * The model after the change. Strict: what is created must be new and find all it refers to, what is changed must be as `before` says,
 * what is dropped must leave no child and nobody who mentions it. In an open model, what is unknown passes.
 * @throws ApplyError
 */
export function apply(model: Model, change: Change): SchemaModel {
  const base = SchemaModel.from(model);
  switch (change.kind) {
    case "data":
      return base;
    case "opaque":
      return base.opened();
    case "object":
      return applyObject(base, change);
  }
}

export const applyAll = (model: Model, changes: Iterable<Change>): SchemaModel => {
  let result = SchemaModel.from(model);
  for (const change of changes) result = apply(result, change);
  return result;
};

function applyObject(model: SchemaModel, change: ObjectChange): SchemaModel {
  const { before, after } = change;
  if (before === null && after === null) throw new TypeError("a change needs at least one side");
  if (before?.nameOnly && after === null) return dropByName(model, before, change);
  if (before !== null) requireAsSaid(model, before, change);
  if (after === null) return drop(model, before as SchemaObject, change);
  if (before === null) return create(model, after, change);
  if (sameRef(before.ref, after.ref)) {
    requireMentioned(model, after, change);
    return alter(relabel(model, change), before, after);
  }
  return rename(model, before, after, change);
}

function alter(model: SchemaModel, before: SchemaObject, after: SchemaObject): SchemaModel {
  if (before.kind !== "table" || after.kind !== "table" || !isMoved(before, after)) return model.with(after);
  const alone = before.body.partitionOf === undefined ? model : detached(model, before, after);
  return after.body.partitionOf === undefined ? alone : attached(alone, after);
}

/** Defaults of what an enum is the type of follow its labels, as the server has it. */
function relabel(model: SchemaModel, { after, via }: ObjectChange): SchemaModel {
  if (after?.kind !== "enum" || via?.up?.labels === undefined) return model;
  const { labels } = via.up;
  return defaultsOf(after.ref, model).reduce((result, object) => result.with(relabelDefault(object, labels)), model);
}

function requireAsSaid(model: SchemaModel, before: SchemaObject, change: ObjectChange): void {
  const current = model.get(before.ref);
  if (current === before || current === "unknown") return;
  if (current === "absent") throw new ApplyError(change, "it does not exist", before.ref);
  if (before.nameOnly || current.nameOnly) return;
  const { differing } = compareObjects(before, asSaidOf(before, current, model));
  if (differing.length > 0) throw new ApplyError(change, `its ${differing.join(", ")} differ from what the change starts from`);
}

function create(model: SchemaModel, after: SchemaObject, change: ObjectChange): SchemaModel {
  if (model.has(after.ref)) throw new ApplyError(change, "it exists already", after.ref);
  const { parent } = after.ref;
  if (parent !== undefined && model.get(parent) === "absent") throw new ApplyError(change, `${describeRef(parent)} does not exist`, parent);
  requireMentioned(model, after, change);
  return givenToPartitions(model.with(after), after);
}

function requireMentioned(model: SchemaModel, object: SchemaObject, change: ObjectChange): void {
  for (const { ref, certainty } of structuralMentions(object))
    if (certainty === "required" && !sameRef(ref, object.ref) && model.get(ref) === "absent")
      throw new ApplyError(change, `${describeRef(ref)} does not exist`, ref);
}

function drop(model: SchemaModel, before: SchemaObject, change: ObjectChange): SchemaModel {
  const left = [...model.children(before.ref), ...model.dependants(before.ref)].find(
    (other) =>
      !sameRef(other.ref, before.ref) &&
      hangsOn(other, before.ref) &&
      !(model.open && mayBeGone(other)) &&
      !isImpliedByNameAlone(other, before.ref, model),
  );
  if (left !== undefined)
    throw new ApplyError(change, `${describeKind(left.kind).title} ${describeRef(left.ref)} needs it`, undefined, stillThere);
  return (model.open ? model.children(before.ref) : []).reduce((rest, part) => rest.without(part.ref), model).without(before.ref);
}

const stillThere = "Let that go as well, or say what it is from now on: what nothing is said about stays as it is";

/** After a step that nobody derived: what is a statement of its own, and goes with what it lies on. */
const mayBeGone = ({ kind }: SchemaObject): boolean =>
  kind === "trigger" || kind === "rule" || kind === "eventTrigger" || isRoutineKind(kind);

/** Of what is dropped only the name was known: everything that goes with it goes, and in an open model it may not be there at all. */
function dropByName(model: SchemaModel, { ref }: SchemaObject, change: ObjectChange): SchemaModel {
  const found = findNamesake(ref, model);
  if (found !== undefined)
    return companionsOf(found, model)
      .reduce((rest, companion) => rest.without(companion.ref), model)
      .without(found.ref);
  if (model.get(ref) === "unknown") return model;
  throw new ApplyError(change, "it does not exist");
}

function rename(model: SchemaModel, before: SchemaObject, after: SchemaObject, change: ObjectChange): SchemaModel {
  const renaming = { from: before.ref, to: after.ref };
  if (before.kind !== after.kind) throw new ApplyError(change, "a rename keeps the kind");
  if (typeof model.get(after.ref) !== "string") throw new ApplyError(change, `${describeRef(after.ref)} exists already`);
  if (before.kind === "schema")
    return SchemaModel.of(
      [...model.objects()].map((object) => (sameRef(object.ref, before.ref) ? after : renameMentions(object, renaming))),
    );
  const children = model.children(before.ref);
  const others = model.dependants(before.ref).filter((other) => !sameRef(other.ref, before.ref));
  let result = model.moved(before.ref, after);
  for (const child of children) result = result.with(renameMentions(child, renaming));
  for (const other of others) {
    const current = result.get(renameRef(other.ref, renaming));
    if (typeof current === "string") continue;
    // A routine is another one once a type among its arguments has another name.
    const follower = renameMentions(current, renaming);
    result = sameRef(follower.ref, current.ref) ? result.with(follower) : result.moved(current.ref, follower);
  }
  return before.kind === "column" ? renamedInTables(result, renaming) : result;
}
