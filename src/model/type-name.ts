import type { TypeName } from "./body.ts";
import { quoteWhereNeeded, splitQualifiedName } from "./identifier.ts";
import type { Mention } from "./kind/define-kind.ts";
import { possible } from "./kind/define-kind.ts";
import type { ObjectRef } from "./ref.ts";
import { isTypeKind, typeKinds } from "./ref.ts";
import type { Renaming } from "./renaming.ts";
import { renameRef } from "./renaming.ts";

const arraySuffix = /(?:\[\])+$/;
/** What stands behind the name: modifiers, and `[]` as often as it is an array. */
const behindName = /(?:\([^()"]*\))?(?:\[\])*$/;

/** Schema and name of the type that a type's text names where it is qualified; arrays count as their element. */
export function namedType(type: TypeName): { readonly schema: string; readonly name: string } | undefined {
  if (!type.includes(".")) return undefined;
  const parts = splitQualifiedName(type.replace(behindName, ""));
  return parts?.length === 2 ? { schema: parts[0] as string, name: parts[1] as string } : undefined;
}

/** `[]` as often as the type's text ends in it. */
export const dimensionsOf = (type: TypeName): string => arraySuffix.exec(type)?.[0] ?? "";

/** Whether the type, or the element of the array, is the one that `ref` names. */
export function isOfType(type: TypeName, ref: ObjectRef): boolean {
  const named = namedType(type);
  return named !== undefined && isTypeKind(ref.kind) && named.name === ref.name && named.schema === ref.schema;
}

/** A column's type as it was declared, unless it has become another since; as the catalogue has it where nothing else was declared. */
export const declaredOrType = (
  { type, declaredType }: { readonly type: TypeName; readonly declaredType?: string },
  canonical: (type: string) => TypeName,
): string => (declaredType !== undefined && canonical(declaredType) === type ? declaredType : type);

/** What a type's text may name: a name does not say of which kind the type is. Rows of a table or view are of a type too. */
export function typeMentions(type: TypeName): readonly Mention[] {
  const named = namedType(type);
  return named === undefined ? none : [...typeKinds, "table" as const, "view" as const].map((kind) => possible({ kind, ...named }));
}

const none: readonly Mention[] = [];

/** `schema.name`, quoted where needed: how a column's type names a type. */
export const nameOfType = (ref: Pick<ObjectRef, "schema" | "name">): TypeName =>
  `${quoteWhereNeeded(ref.schema ?? "")}.${quoteWhereNeeded(ref.name)}`;

/** The type name after a type or schema was renamed. */
export function renameType(type: TypeName, renaming: Renaming): TypeName {
  const { kind } = renaming.from;
  if (!isTypeKind(kind) && kind !== "schema") return type;
  const named = namedType(type);
  if (named === undefined) return type;
  const ref: ObjectRef = { kind: kind === "schema" ? "enum" : kind, ...named };
  const renamed = renameRef(ref, renaming);
  return renamed === ref ? type : `${nameOfType(renamed)}${behindName.exec(type)?.[0] ?? ""}`;
}

/** A ref after the renaming, with the types that it is told by; a table or view is a type too. The same reference where nothing changes. */
export function renameWithArguments(ref: ObjectRef, renaming: Renaming): ObjectRef {
  const renamed = renameRef(ref, renaming);
  const name = ref.kind === "cast" || ref.kind === "transform" ? renameTypesIn(renamed.name, renaming) : renamed.name;
  const types = renamed.arguments?.map((type) => renameArgument(type, renaming));
  const isAsBefore = types === undefined || types.every((type, at) => type === renamed.arguments?.[at]);
  if (name === renamed.name && isAsBefore) return renamed;
  return { ...renamed, name, ...(!isAsBefore && { arguments: types }) };
}

/** `text AS integer`, `hstore LANGUAGE plperl`. */
const namedByTypes = /^((?:"(?:[^"]|"")*"|[^"])+?) (AS|LANGUAGE) (.+)$/;

function renameTypesIn(name: string, renaming: Renaming): string {
  const [, from = "", word, to = ""] = namedByTypes.exec(name) ?? [];
  if (word === undefined) return name;
  return `${renameArgument(from, renaming)} ${word} ${word === "AS" ? renameArgument(to, renaming) : to}`;
}

function renameArgument(type: TypeName, renaming: Renaming): TypeName {
  const { from, to } = renaming;
  if (from.kind !== "table" && from.kind !== "view") return renameType(type, renaming);
  const named = namedType(type);
  return named?.name === from.name && named.schema === from.schema ? `${nameOfType(to)}${dimensionsOf(type)}` : type;
}
