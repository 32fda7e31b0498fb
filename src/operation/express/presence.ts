import { writeDdlName } from "../../model/entry/write/write-ddl-object.ts";
import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { type WriteSettings, writeName } from "../../model/entry/write/write-name.ts";
import type { Presence } from "../../model/kind/when.shape.ts";
import { known } from "../../model/model.ts";
import { isDdlKind, type ObjectRef } from "../../model/ref.ts";
import type { Expressing, Step } from "./step.ts";

/** The condition of a step that takes away what not every database has. */
export function whereThere(ref: ObjectRef, around: Expressing): Pick<Step, "when"> {
  return around.everywhere.get(ref) === "absent" ? whenThere(ref, around) : {};
}

/** That an object is there. */
export function whenThere(ref: ObjectRef, settings: WriteSettings): Pick<Step, "when"> {
  const exists = writePresence(ref, settings);
  return exists === undefined ? {} : { when: { exists } };
}

/** That it is not. */
export function whenMissing(ref: ObjectRef, settings: WriteSettings): Pick<Step, "when"> {
  const missing = writePresence(ref, settings);
  return missing === undefined ? {} : { when: { missing } };
}

/** The condition of a step that takes away a value of an enum. */
export function whereValue(type: ObjectRef & { readonly kind: "enum" }, value: string, around: Expressing): Pick<Step, "when"> {
  const values = known(around.everywhere.get(type))?.body.values;
  return values === undefined || values.includes(value) ? {} : { when: { exists: { ...writePresence(type, around), value } } };
}

/** The words by which a condition asks for an object; undefined for what has no name of its own, whose step says all of it. */
function writePresence(ref: ObjectRef, settings: WriteSettings): Presence | undefined {
  const { parent, kind } = ref;
  const called = (key: keyof Presence, of: ObjectRef): Presence => {
    const { name, ...schema } = writeName(of, settings);
    return { ...schema, [key]: name };
  };
  const part = (key: keyof Presence): Presence | undefined =>
    parent?.kind === "table" || parent?.kind === "view" ? { ...called(parent.kind, parent), [key]: ref.name } : undefined;
  if (isDdlKind(kind)) {
    const { name, signature, ...place } = writeDdlName(ref, settings);
    return { [kind]: signature ?? name, ...place };
  }
  switch (kind) {
    case "column":
    case "index":
    case "trigger":
    case "rule":
    case "policy":
      return part(kind);
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return part("constraint");
    case "table":
    case "view":
    case "sequence":
    case "enum":
    case "domain":
    case "compositeType":
    case "rangeType":
      return called(kind, ref);
    case "function":
    case "procedure":
    case "aggregate": {
      const { signature, ...schema } = writeSignature(ref, settings);
      return { ...schema, [kind]: signature };
    }
    case "extension":
    case "schema":
    case "eventTrigger":
    case "foreignDataWrapper":
    case "foreignServer":
    case "publication":
    case "subscription":
      return { [kind]: ref.name };
    case "setting":
    case "defaultPrivileges":
      return undefined;
  }
}
