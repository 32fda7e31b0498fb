import type { ObjectChange } from "../../change/change.ts";
import { writeColumn } from "../../model/entry/write/write-column.ts";
import { writeConstraint } from "../../model/entry/write/write-constraint.ts";
import { writeDdlObject } from "../../model/entry/write/write-ddl-object.ts";
import { writeEventTrigger, writeRoutine, writeRule, writeTrigger } from "../../model/entry/write/write-definition.ts";
import { writeDefaultPrivileges, writeSetting } from "../../model/entry/write/write-database.ts";
import { writeForeignDataWrapper, writeForeignServer } from "../../model/entry/write/write-foreign.ts";
import { writeIndex } from "../../model/entry/write/write-index.ts";
import { writeTableName } from "../../model/entry/write/write-name.ts";
import { writeSchema, writeSequenceEntry, writeView } from "../../model/entry/write/write-object.ts";
import { writeCompositeType, writeDomain, writeEnum, writeExtension, writeRangeType } from "../../model/entry/write/write-type.ts";
import { writePolicy } from "../../model/entry/write/write-policy.ts";
import { writePublication } from "../../model/entry/write/write-publication.ts";
import { writeSubscription } from "../../model/entry/write/write-subscription.ts";
import { writeTable } from "../../model/entry/write/write-table.ts";
import { isDdlObject, type SchemaObject } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { sameRef } from "../../model/ref.ts";
import { operationSuffix } from "../operation-suffix.ts";
import type { Expressing, Step } from "./step.ts";

/** The creation of an object and of what its entry holds; `said` is what needs no step of its own then. */
export function expressCreate(object: SchemaObject, around: Expressing): { readonly step: Step; readonly said: readonly SchemaObject[] } {
  const place = () => writeTableName(object.ref.parent as ObjectRef, around);
  const alone = (step: Step) => ({ step, said: [] });
  if (isDdlObject(object)) return alone({ [`create${operationSuffix(object.kind)}`]: writeDdlObject(object, around) });
  switch (object.kind) {
    case "schema":
      return alone({ createSchema: writeSchema(object) });
    case "extension":
      return alone({ createExtension: writeExtension(object, around) });
    case "domain":
      return alone({ createDomain: writeDomain(object, around) });
    case "compositeType":
      return alone({ createCompositeType: writeCompositeType(object, around) });
    case "rangeType":
      return alone({ createRangeType: writeRangeType(object, around) });
    case "enum":
      return alone({ createEnum: writeEnum(object, around) });
    case "sequence":
      return alone({ createSequence: writeSequenceEntry(object, around) });
    case "table": {
      const parts = createdParts(object.ref, around).filter(
        (part) => otherTables(part).every((table) => isThere(table, object, around)) && !usesLater(part, object, around),
      );
      return { step: { createTable: writeTable(object, parts, around) }, said: parts };
    }
    case "view": {
      const parts = createdParts(object.ref, around);
      return { step: { createView: writeView(object, parts, around) }, said: parts };
    }
    case "function":
      return alone({ createFunction: writeRoutine(object, around) });
    case "procedure":
      return alone({ createProcedure: writeRoutine(object, around) });
    case "aggregate":
      return alone({ createAggregate: writeRoutine(object, around) });
    case "trigger":
      return alone({ createTrigger: { ...place(), ...writeTrigger(object, around) } });
    case "rule":
      return alone({ createRule: { ...place(), ...writeRule(object, around) } });
    case "eventTrigger":
      return alone({ createEventTrigger: writeEventTrigger(object, around) });
    case "foreignDataWrapper":
      return alone({ createForeignDataWrapper: writeForeignDataWrapper(object, around) });
    case "foreignServer":
      return alone({ createForeignServer: writeForeignServer(object) });
    case "publication":
      return alone({ createPublication: writePublication(object, around) });
    case "subscription":
      return alone({ createSubscription: writeSubscription(object) });
    case "setting":
      return alone({ setSetting: writeSetting(object) });
    case "defaultPrivileges":
      return alone({ setDefaultPrivileges: writeDefaultPrivileges(object) });
    case "column":
      return alone({ addColumn: { ...place(), column: writeColumn(object, "plain", around) } });
    case "policy":
      return alone({ createPolicy: { ...place(), ...writePolicy(object) } });
    case "index":
      return alone({ createIndex: { ...place(), ...writeIndex(object) } });
    case "primaryKey":
      return alone({ addConstraint: { ...place(), primaryKey: writeConstraint.primaryKey(object, around) } });
    case "unique":
      return alone({ addConstraint: { ...place(), unique: writeConstraint.unique(object, around) } });
    case "check":
      return alone({ addConstraint: { ...place(), check: writeConstraint.check(object, around) } });
    case "foreignKey":
      return alone({ addConstraint: { ...place(), foreignKey: writeConstraint.foreignKey(object, around) } });
    case "exclude":
      return alone({ addConstraint: { ...place(), exclude: writeConstraint.exclude(object, around) } });
  }
}

const created = ({ before, after }: ObjectChange): SchemaObject | null => (before === null ? after : null);

const createdParts = (parent: ObjectRef, { changes }: Expressing): readonly SchemaObject[] =>
  changes.flatMap((change) => created(change) ?? []).filter(({ ref }) => ref.parent !== undefined && sameRef(ref.parent, parent));

/** Tables that must be there before the part can be said with its table: those that a key refers to, partitions in which a trigger fires otherwise. */
function otherTables(part: SchemaObject): readonly ObjectRef[] {
  if (part.kind === "foreignKey") return [part.body.references.table];
  return part.kind === "trigger" ? (part.body.enabledIn ?? []).map(({ table }) => table) : [];
}

/** Whether the part uses something of its own standing that comes behind the table: a function may take its rows, a policy read any table. */
function usesLater(part: SchemaObject, table: SchemaObject, { changes, coming }: Expressing): boolean {
  const { uses = [] } = part;
  if (uses.length === 0 && part.kind !== "policy") return false;
  const placeOf = (object: SchemaObject): number => changes.findIndex((change) => created(change)?.ref === object.ref);
  const at = placeOf(table);
  if (part.kind === "policy" && coming.isNamed(part, at, placeOf(part))) return true;
  const behind = changes.slice(at + 1).flatMap((change) => created(change) ?? []);
  return behind.some(({ ref }) => ref.parent === undefined && uses.some((used) => sameRef(used, ref)));
}

/** Whether a table is as it will be once `object` is created: the table itself, created by an earlier change, or there before and left alone. */
function isThere(table: ObjectRef, object: SchemaObject, { model, changes }: Expressing): boolean {
  if (sameRef(table, object.ref)) return true;
  const creates = changes.flatMap((change) => created(change) ?? []);
  const at = creates.findIndex(({ ref }) => sameRef(ref, table));
  if (at >= 0) return at < creates.findIndex(({ ref }) => sameRef(ref, object.ref));
  const touched = changes.some(({ before, after }) =>
    [before, after].some((side) => side !== null && sameRef(side.ref.parent ?? side.ref, table)),
  );
  return model.has(table) && !touched;
}
