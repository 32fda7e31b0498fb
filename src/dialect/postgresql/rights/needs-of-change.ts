import type { Change, DataStep, ObjectChange } from "../../../change/change.ts";
import { differingAccess } from "../../../model/access.ts";
import { describeKind } from "../../../model/kind/kinds.ts";
import { structuralMentions } from "../../../model/mentions.ts";
import { outsideNames } from "../../../model/outside-names.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { type ObjectRef, sameRef, schemaOf } from "../../../model/ref.ts";
import { needsOfAccess } from "./needs-of-access.ts";
import { mappedRoles, needsOfDatabaseObject } from "./needs-of-database.ts";
import type { Need, RowPrivilege } from "./need.ts";

/** What one change needs, whether or not the plan itself has made what it is about. */
export function needsOfChange(change: Change): readonly Need[] {
  switch (change.kind) {
    case "object":
      return needsOfObject(change);
    case "data":
      return needsOfData(change.data);
    case "opaque":
      return [];
  }
}

function needsOfObject({ before, after }: ObjectChange): readonly Need[] {
  const special = needsOfDatabaseObject(before, after);
  if (special !== null) return special;
  if (before === null) return after === null ? [] : [...toCreate(after), ...toReferTo(after)];
  if (after !== null && isAccessAlone(before, after)) return [...toEnter(before.ref), ...needsOfAccess(before, after, root(before.ref))];
  if (after === null)
    return [...toEnter(before.ref), { right: before.ref.parent === undefined ? "drop" : "own", object: root(before.ref) }];
  const moves = schemaOf(before.ref) !== schemaOf(after.ref) || (before.kind === "schema" && !sameRef(before.ref, after.ref));
  return [...toEnter(before.ref), { right: "own", object: root(before.ref) }, ...(moves ? toPlace(after) : []), ...toReferTo(after)];
}

/** A change of the access is one of its own. */
const isAccessAlone = (before: SchemaObject, after: SchemaObject): boolean =>
  sameRef(before.ref, after.ref) && differingAccess(after, before).length > 0;

const toCreate = (object: SchemaObject): readonly Need[] =>
  object.ref.parent === undefined
    ? toPlace(object)
    : [...toEnter(object.ref), { right: "own", object: root(object.ref) }, ...(hasIndex(object) ? toPlace(object) : [])];

/** An index is a relation in the schema of its table. */
const hasIndex = ({ kind }: SchemaObject): boolean => kind === "index" || kind === "primaryKey" || kind === "unique" || kind === "exclude";

function toPlace(object: SchemaObject): readonly Need[] {
  if (describeKind(object.kind).home === "database") return [{ right: "createSchema" }];
  const schema = schemaOf(object.ref);
  return schema === undefined ? [] : [{ right: "createIn", schema }];
}

function toEnter(ref: ObjectRef): readonly Need[] {
  const schema = schemaOf(ref);
  return schema === undefined ? [] : [{ right: "enter", schema }];
}

function toReferTo(object: SchemaObject): readonly Need[] {
  if (object.kind === "foreignServer") return mappedRoles(object);
  // A name that a type is mentioned by is that of an enum too, whatever the type is.
  const types = structuralMentions(object).filter(({ ref }) => ref.kind === "enum");
  const used = types.map(({ ref }): Need => ({ right: "useType", object: ref }));
  if (object.kind !== "foreignKey") return [...used, ...toFind(object)];
  const { table, columns } = object.body.references;
  return [...used, ...toEnter(table), { right: "refer", object: table, columns }];
}

function needsOfData(step: DataStep): readonly Need[] {
  if (step.step === "assert") return [];
  return [...toEnter(step.table), { right: "rows", object: step.table, privileges: privileges(step) }];
}

/** Rows that are looked for, or told back, are read. */
function privileges(step: Exclude<DataStep, { readonly step: "assert" }>): readonly RowPrivilege[] {
  switch (step.step) {
    case "insertRows":
      return ["INSERT", "SELECT"];
    case "upsertRows":
      return ["INSERT", "UPDATE", "SELECT"];
    case "copyRows":
      return ["INSERT"];
    case "backfill":
      return ["UPDATE", "SELECT"];
    case "updateRows":
      return step.where === null ? ["UPDATE"] : ["UPDATE", "SELECT"];
    case "deleteRows":
      return step.where === null ? ["DELETE"] : ["DELETE", "SELECT"];
    case "deleteInserted":
      return ["DELETE", "SELECT"];
  }
}

const toFind = (object: SchemaObject): readonly Need[] => outsideNames(object).map((name) => ({ right: "find", ...name }));

const root = (ref: ObjectRef): ObjectRef => (ref.parent === undefined ? ref : root(ref.parent));
