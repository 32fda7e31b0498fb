import type { How, ObjectChange } from "../../change/change.ts";
import { changedFields } from "../../change/describe.ts";
import { writeColumn } from "../../model/entry/write/write-column.ts";
import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { writeDdlName } from "../../model/entry/write/write-ddl-object.ts";
import { writeName, writeTableName } from "../../model/entry/write/write-name.ts";
import { writeCompositeType } from "../../model/entry/write/write-type.ts";
import { isDdlObject, type SchemaObject, type SchemaObjectOf } from "../../model/object.ts";
import type { DdlKind, ObjectRef } from "../../model/ref.ts";
import { operationSuffix } from "../operation-suffix.ts";
import type { RegularKind } from "../form/regular-form.ts";
import { regularKinds } from "../regular-kinds.ts";
import { expressAttributes, isAttribute, withAttributesOf } from "./attributes.ts";
import { expressCreate } from "./create.ts";
import { expressDrop } from "./drop.ts";
import { expressEnum } from "./enum.ts";
import { expressMove } from "./partition.ts";
import { patchBetween } from "./patch.ts";
import type { Expressing, Step } from "./step.ts";

/** From one state of an object to another, under the same name. */
export function expressAlter(before: SchemaObject, after: SchemaObject, via: ObjectChange["via"], around: Expressing): readonly Step[] {
  const attributes = expressAttributes(before, after, around);
  const changesBody = changedFields({ kind: "object", before, after }).some((field) => !isAttribute(field));
  return [...(changesBody ? expressBody(before, withAttributesOf(after, before), via, around) : []), ...attributes];
}

function expressBody(before: SchemaObject, after: SchemaObject, via: ObjectChange["via"], around: Expressing): readonly Step[] {
  const place = ({ ref }: SchemaObject) => ({ ...writeTableName(ref.parent as ObjectRef, around), name: ref.name });
  if (isDdlObject(after))
    return [
      {
        [`alter${operationSuffix(after.kind)}`]: {
          ...writeDdlName(after.ref, around),
          ...regularPatch(before as SchemaObjectOf<DdlKind>, after, around),
        },
      },
    ];
  switch (after.kind) {
    case "column":
      return [{ alterColumn: alterColumn(before as SchemaObjectOf<"column">, after, via, around) }];
    case "enum":
      return expressEnum(before as SchemaObjectOf<"enum">, after, via, around);
    case "schema":
      return [];
    case "extension":
      return [{ alterExtension: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"extension">, after, around) } }];
    case "domain":
      return [{ alterDomain: { ...writeName(after.ref, around), ...regularPatch(before as SchemaObjectOf<"domain">, after, around) } }];
    case "compositeType":
      return [{ alterCompositeType: { ...writeName(after.ref, around), attributes: attributesAfter(after, via, around) } }];
    case "sequence":
      return [{ alterSequence: { ...writeName(after.ref, around), ...regularPatch(before as SchemaObjectOf<"sequence">, after, around) } }];
    case "table":
      return expressTable(before as SchemaObjectOf<"table">, after, around);
    case "policy":
      return [
        {
          alterPolicy: {
            ...writeTableName(after.ref.parent as ObjectRef, around),
            name: after.ref.name,
            ...regularPatch(before as SchemaObjectOf<"policy">, after, around),
          },
        },
      ];
    case "index":
      return after.body.valid === (before as SchemaObjectOf<"index">).body.valid
        ? [
            {
              alterIndex: {
                ...writeTableName(after.ref.parent as ObjectRef, around),
                name: after.ref.name,
                ...regularPatch(before as SchemaObjectOf<"index">, after, around),
              },
            },
          ]
        : replaced(before, after, around);
    case "view":
      return [{ alterView: { ...writeName(after.ref, around), ...regularPatch(before as SchemaObjectOf<"view">, after, around) } }];
    case "function":
      return [
        { alterFunction: { ...writeSignature(after.ref, around), ...regularPatch(before as SchemaObjectOf<"function">, after, around) } },
      ];
    case "procedure":
      return [
        { alterProcedure: { ...writeSignature(after.ref, around), ...regularPatch(before as SchemaObjectOf<"procedure">, after, around) } },
      ];
    case "aggregate":
      return [
        { alterAggregate: { ...writeSignature(after.ref, around), ...regularPatch(before as SchemaObjectOf<"aggregate">, after, around) } },
      ];
    case "trigger":
      return [{ alterTrigger: { ...place(after), ...regularPatch(before as SchemaObjectOf<"trigger">, after, around) } }];
    case "rule":
      return [{ alterRule: { ...place(after), ...regularPatch(before as SchemaObjectOf<"rule">, after, around) } }];
    case "eventTrigger":
      return [{ alterEventTrigger: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"eventTrigger">, after, around) } }];
    case "check":
    case "foreignKey":
      return validates(before, after)
        ? [{ validateConstraint: { ...writeTableName(after.ref.parent as ObjectRef, around), name: after.ref.name } }]
        : replaced(before, after, around);
    case "rangeType":
      return [
        { alterRangeType: { ...writeName(after.ref, around), ...regularPatch(before as SchemaObjectOf<"rangeType">, after, around) } },
      ];
    case "foreignDataWrapper":
      return [
        {
          alterForeignDataWrapper: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"foreignDataWrapper">, after, around) },
        },
      ];
    case "foreignServer":
      return [{ alterForeignServer: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"foreignServer">, after, around) } }];
    case "publication":
      return [{ alterPublication: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"publication">, after, around) } }];
    case "subscription":
      return [{ alterSubscription: { name: after.ref.name, ...regularPatch(before as SchemaObjectOf<"subscription">, after, around) } }];
    case "setting":
    case "defaultPrivileges":
      return [expressCreate(after, around).step];
    case "primaryKey":
    case "unique":
    case "exclude":
      return replaced(before, after, around);
  }
}

/** What moves to another whole, and then what else changes. */
function expressTable(before: SchemaObjectOf<"table">, after: SchemaObjectOf<"table">, around: Expressing): readonly Step[] {
  const { steps, moved } = expressMove(before, after, around);
  const patch = regularPatch(moved, after, around);
  return Object.keys(patch).length === 0 ? steps : [...steps, { alterTable: { ...writeName(after.ref, around), ...patch } }];
}

/** Each attribute with the name that it had before. */
function attributesAfter(after: SchemaObjectOf<"compositeType">, via: ObjectChange["via"], around: Expressing) {
  const former = new Map(Object.entries(via?.up?.labels ?? {}).map(([from, to]) => [to, from]));
  return writeCompositeType(after, around).attributes.map((attribute) => {
    const from = former.get(attribute.name);
    return from === undefined ? attribute : { ...attribute, renamedFrom: [from] };
  });
}

const replaced = (before: SchemaObject, after: SchemaObject, around: Expressing): readonly Step[] => [
  expressDrop(before, around),
  expressCreate(after, around).step,
];

const validates = (before: SchemaObject, after: SchemaObject): boolean =>
  (after.kind === "check" || after.kind === "foreignKey") &&
  !after.body.notValid &&
  changedFields({ kind: "object", before, after }).join() === "notValid";

function regularPatch<K extends RegularKind>(before: SchemaObjectOf<K>, after: SchemaObjectOf<K>, around: Expressing) {
  const form = regularKinds[after.kind] as unknown as { write(object: SchemaObjectOf<K>, settings: Expressing): object };
  return patchBetween(form.write(before, around), form.write(after, around));
}

function alterColumn(before: SchemaObjectOf<"column">, after: SchemaObjectOf<"column">, via: ObjectChange["via"], around: Expressing) {
  const entry = (column: SchemaObjectOf<"column">) => ({ ...writeColumn(column, "plain", around), nullable: column.body.nullable });
  const conversion = { ...using("using", via?.up), ...using("downgradeUsing", via?.down) };
  return {
    ...writeTableName(after.ref.parent as ObjectRef, around),
    column: after.ref.name,
    ...patchBetween(entry(before), entry(after)),
    ...conversion,
  };
}

const using = (key: "using" | "downgradeUsing", how: How | undefined) => (how?.using === undefined ? {} : { [key]: how.using });
