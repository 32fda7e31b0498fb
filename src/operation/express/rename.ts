import type { WriteSettings } from "../../model/entry/write/write-name.ts";
import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { writeDdlName } from "../../model/entry/write/write-ddl-object.ts";
import { writeName, writeTableName } from "../../model/entry/write/write-name.ts";
import type { SchemaObject } from "../../model/object.ts";
import { isDdlKind, type ObjectRef } from "../../model/ref.ts";
import { operationSuffix } from "../operation-suffix.ts";
import type { Step } from "./step.ts";

export function expressRename({ kind, ref }: SchemaObject, to: ObjectRef, settings: WriteSettings): Step {
  if (isDdlKind(kind)) {
    const { name, signature, ...place } = writeDdlName(ref, settings);
    return {
      [`rename${operationSuffix(kind)}`]: {
        from: signature ?? name,
        to: to.schema === ref.schema ? to.name : `${to.schema}.${to.name}`,
        ...place,
      },
    };
  }
  const { name: from, ...schema } = writeName(ref, settings);
  const target = to.schema === ref.schema ? to.name : `${to.schema}.${to.name}`;
  const top = { from, to: target, ...schema };
  const below = () => ({ ...writeTableName(ref.parent as ObjectRef, settings), from: ref.name, to: to.name });
  const routine = () => ({ ...top, from: writeSignature(ref, settings).signature });
  switch (kind) {
    case "schema":
      return { renameSchema: { from: ref.name, to: to.name } };
    case "extension":
      throw new TypeError("an extension keeps its name");
    case "domain":
      return { renameDomain: top };
    case "compositeType":
      return { renameCompositeType: top };
    case "rangeType":
      return { renameRangeType: top };
    case "enum":
      return { renameEnum: top };
    case "sequence":
      return { renameSequence: top };
    case "table":
      return { renameTable: top };
    case "view":
      return { renameView: top };
    case "function":
      return { renameFunction: routine() };
    case "procedure":
      return { renameProcedure: routine() };
    case "aggregate":
      return { renameAggregate: routine() };
    case "trigger":
      return { renameTrigger: below() };
    case "rule":
      return { renameRule: below() };
    case "eventTrigger":
      return { renameEventTrigger: { from: ref.name, to: to.name } };
    case "foreignDataWrapper":
      return { renameForeignDataWrapper: { from: ref.name, to: to.name } };
    case "foreignServer":
      return { renameForeignServer: { from: ref.name, to: to.name } };
    case "publication":
      return { renamePublication: { from: ref.name, to: to.name } };
    case "subscription":
      return { renameSubscription: { from: ref.name, to: to.name } };
    case "setting":
    case "defaultPrivileges":
      throw new TypeError(`a ${kind} has no name of its own`);
    case "column":
      return { renameColumn: below() };
    case "policy":
      return { renamePolicy: below() };
    case "index":
      return { renameIndex: below() };
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return { renameConstraint: below() };
  }
}
