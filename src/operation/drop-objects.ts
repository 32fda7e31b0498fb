import type { ObjectChange } from "../change/change.ts";
import { isImpliedByNameAlone } from "../change/implied-by-name-alone.ts";
import { settingsGone } from "../change/settings-gone.ts";
import { orderChanges } from "../change/order.ts";
import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { hangsOn } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import { describeRef, isDdlKind, refKey, sameRef } from "../model/ref.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/**
 * Drops an object with what cannot be without it: its parts, constraints and indexes that use it, foreign keys to it, sequences it owns.
 * @throws OperationError where something with a life of its own (view, column, table) uses it
 */
export function dropObjects(object: SchemaObject, model: Model, context: OperationContext): readonly ObjectChange[] {
  const going = new Map<string, SchemaObject>();
  const visit = (each: SchemaObject): void => {
    if (going.has(refKey(each.ref))) return;
    going.set(refKey(each.ref), each);
    for (const child of model.children(each.ref)) visit(child);
    for (const dependant of model.dependants(each.ref)) {
      if (goesAlong(dependant, each)) visit(dependant);
      else if (
        (hangsOn(dependant, each.ref) || isRead(dependant, each.ref)) &&
        !isPartOf(dependant.ref, going) &&
        !isImpliedByNameAlone(dependant, each.ref, model)
      )
        throw stillUsed(each, dependant, context);
    }
  };
  visit(object);
  const goes = [...going.values()];
  const gone = goes.some(({ kind }) => kind === "table")
    ? []
    : goes.flatMap(({ kind, ref }) => (kind === "column" ? settingsGone(ref, model) : []));
  return orderChanges([...gone, ...goes.map((before): ObjectChange => ({ kind: "object", before, after: null }))]);
}

/** A view as the server has it says which columns it takes; of one that only its text is known nobody can tell. */
const isRead = (by: SchemaObject, column: ObjectRef): boolean =>
  by.kind === "view" && (by.body.uses ?? []).some((used) => sameRef(used, column));

function goesAlong(dependant: SchemaObject, dropped: SchemaObject): boolean {
  if (isDdlKind(dependant.kind))
    return ddlTraits[dependant.kind].dropped === "goesAlong" && (dropped.kind === "column" || dropped.kind === "table");
  switch (dependant.kind) {
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
    case "index":
      return true;
    case "defaultPrivileges":
      return dropped.kind === "schema";
    case "sequence":
      return dropped.kind === "column" || dropped.kind === "table";
    case "schema":
    case "extension":
    case "enum":
    case "domain":
    case "compositeType":
    case "rangeType":
    case "function":
    case "procedure":
    case "aggregate":
    case "trigger":
    case "rule":
    case "eventTrigger":
    case "table":
    case "column":
    case "view":
    // Without it other rows are seen: whoever wants that says so.
    case "policy":
    case "foreignDataWrapper":
    case "foreignServer":
    case "publication":
    case "subscription":
    case "setting":
      return false;
  }
}

const isPartOf = (ref: ObjectRef, going: ReadonlyMap<string, SchemaObject>): boolean =>
  going.has(refKey(ref)) || (ref.parent !== undefined && [...going.values()].some((each) => sameRef(each.ref, ref.parent as ObjectRef)));

const stillUsed = (dropped: SchemaObject, by: SchemaObject, context: OperationContext) =>
  operationError(
    "still-used",
    `${describeKind(dropped.kind).title} ${describeRef(dropped.ref)} is used by ${describeKind(by.kind).title} ${describeRef(by.ref)}`,
    `Drop or alter ${describeRef(by.ref)} in a step before`,
    context,
  );
