import { asUsual } from "../../model/database-body.ts";
import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { writeDefaultPrivileges } from "../../model/entry/write/write-database.ts";
import { writeDdlName } from "../../model/entry/write/write-ddl-object.ts";
import { writeName, writeTableName } from "../../model/entry/write/write-name.ts";
import { mentions } from "../../model/mentions.ts";
import { isDdlObject, type SchemaObject } from "../../model/object.ts";
import type { ObjectKind, ObjectRef } from "../../model/ref.ts";
import { sameRef } from "../../model/ref.ts";
import { operationSuffix } from "../operation-suffix.ts";
import type { Expressing, Step } from "./step.ts";

export function expressDrop(object: SchemaObject, around: Expressing): Step {
  if (isDdlObject(object)) return { [`drop${operationSuffix(object.kind)}`]: writeDdlName(object.ref, around) };
  const named = writeName(object.ref, around);
  const place = () => writeTableName(object.ref.parent as ObjectRef, around);
  const routine = () => writeSignature(object.ref, around);
  switch (object.kind) {
    case "schema":
      return { dropSchema: { name: object.ref.name } };
    case "extension":
      return { dropExtension: { name: object.ref.name } };
    case "domain":
      return { dropDomain: named };
    case "compositeType":
      return { dropCompositeType: named };
    case "rangeType":
      return { dropRangeType: named };
    case "enum":
      return { dropEnum: named };
    case "sequence":
      return { dropSequence: named };
    case "table":
      return { dropTable: named };
    case "view":
      return { dropView: named };
    case "function":
      return { dropFunction: routine() };
    case "procedure":
      return { dropProcedure: routine() };
    case "aggregate":
      return { dropAggregate: routine() };
    case "trigger":
      return { dropTrigger: { ...place(), name: object.ref.name } };
    case "rule":
      return { dropRule: { ...place(), name: object.ref.name } };
    case "eventTrigger":
      return { dropEventTrigger: { name: object.ref.name } };
    case "foreignDataWrapper":
      return { dropForeignDataWrapper: { name: object.ref.name } };
    case "foreignServer":
      return { dropForeignServer: { name: object.ref.name } };
    case "publication":
      return { dropPublication: { name: object.ref.name } };
    case "subscription":
      return { dropSubscription: { name: object.ref.name } };
    case "setting":
      return { resetSetting: { name: object.body.parameter, ...(object.body.role !== null && { role: object.body.role }) } };
    case "defaultPrivileges":
      return { setDefaultPrivileges: writeDefaultPrivileges(asUsual(object)) };
    case "column":
      return { dropColumn: { ...place(), column: object.ref.name } };
    case "policy":
      return { dropPolicy: { ...place(), name: object.ref.name } };
    case "index":
      return { dropIndex: { ...place(), name: object.ref.name } };
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return { dropConstraint: { ...place(), name: object.ref.name } };
  }
}

/** Whether a drop needs no step of its own, because the drop of another object takes it along. */
export function goesWithAnother(object: SchemaObject, dropped: readonly SchemaObject[]): boolean {
  if (object.kind === "sequence")
    return object.body.ownedBy !== null && dropped.some(({ ref }) => owns(ref, object.body.ownedBy as ObjectRef));
  if (object.ref.parent === undefined) return false;
  return dropped.some((other) => {
    if (object.ref.parent !== undefined && sameRef(other.ref, object.ref.parent)) return true;
    return (
      other !== object &&
      !staysWithout.has(object.kind) &&
      (other.kind === "column" || other.kind === "table") &&
      mentions(object, other.ref)
    );
  });
}

/** What belongs to a table, and is dropped by a step of its own where something else goes. */
const staysWithout: ReadonlySet<ObjectKind> = new Set(["column", "policy", "trigger", "rule"]);

const owns = (dropped: ObjectRef, column: ObjectRef): boolean =>
  sameRef(dropped, column) || (column.parent !== undefined && sameRef(dropped, column.parent));
