import { quoteWhereNeeded, splitQualifiedName } from "./identifier.ts";
import type { TypeName } from "./body.ts";
import type { ObjectRef } from "./ref.ts";
import type { Renaming } from "./renaming.ts";
import { renameRef } from "./renaming.ts";

const arraySuffix = /(?:\[\])+$/;

/** The type that a column's type name may declare in this model: an enum, where the name is qualified; arrays count as their element. */
export function enumOfType(type: TypeName): ObjectRef | undefined {
  if (!type.includes(".")) return undefined;
  const parts = splitQualifiedName(type.replace(arraySuffix, ""));
  if (parts?.length !== 2) return undefined;
  return { kind: "enum", schema: parts[0] as string, name: parts[1] as string };
}

/** `schema.name`, quoted where needed: how a column's type names an enum. */
export const typeOfEnum = (ref: ObjectRef): TypeName => `${quoteWhereNeeded(ref.schema ?? "")}.${quoteWhereNeeded(ref.name)}`;

/** The type name after an enum or schema was renamed. */
export function renameType(type: TypeName, renaming: Renaming): TypeName {
  if (renaming.from.kind !== "enum" && renaming.from.kind !== "schema") return type;
  const ref = enumOfType(type);
  if (ref === undefined) return type;
  const renamed = renameRef(ref, renaming);
  return renamed === ref ? type : `${typeOfEnum(renamed)}${arraySuffix.exec(type)?.[0] ?? ""}`;
}
