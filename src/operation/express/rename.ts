import type { WriteSettings } from "../../model/entry/write-name.ts";
import { writeName, writeTableName } from "../../model/entry/write-name.ts";
import type { SchemaObject } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import type { Step } from "./step.ts";

export function expressRename({ kind, ref }: SchemaObject, to: ObjectRef, settings: WriteSettings): Step {
  const { name: from, ...schema } = writeName(ref, settings);
  const target = to.schema === ref.schema ? to.name : `${to.schema}.${to.name}`;
  const top = { from, to: target, ...schema };
  const below = () => ({ ...writeTableName(ref.parent as ObjectRef, settings), from: ref.name, to: to.name });
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
    case "column":
      return { renameColumn: below() };
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
