import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { type WriteSettings, writeName } from "../../model/entry/write/write-name.ts";
import type { Presence } from "../../model/kind/when.shape.ts";
import type { ObjectRef } from "../../model/ref.ts";

/** The words by which a condition asks for an object; undefined for kinds that it cannot ask for. */
export function writePresence(ref: ObjectRef, settings: WriteSettings): Presence | undefined {
  const { parent, kind } = ref;
  const called = (key: keyof Presence, of: ObjectRef): Presence => {
    const { name, ...schema } = writeName(of, settings);
    return { ...schema, [key]: name };
  };
  const part = (key: keyof Presence): Presence | undefined =>
    parent?.kind === "table" || parent?.kind === "view" ? { ...called(parent.kind, parent), [key]: ref.name } : undefined;
  switch (kind) {
    case "column":
    case "index":
    case "trigger":
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
      return called(kind, ref);
    case "function":
    case "procedure": {
      const { signature, ...schema } = writeSignature(ref, settings);
      return { ...schema, [kind]: signature };
    }
    case "extension":
    case "schema":
      return { [kind]: ref.name };
    default:
      return undefined;
  }
}
