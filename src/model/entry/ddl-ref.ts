import { ddlTraits } from "../kind/ddl-kinds.ts";
import type { DdlKind, ObjectRef } from "../ref.ts";
import type { EntryPath, TypeNamingContext } from "./entry-context.ts";
import { readType } from "./read/read-column.ts";
import { checkLength, resolveRef } from "./resolve-name.ts";
import { splitSignature } from "./signature.ts";

/** The fields by which an entry, or an operation, names an object that is given as its statement. */
export interface DdlNamed {
  readonly name?: string;
  readonly signature?: string;
  readonly method?: string;
  readonly schema?: string;
}

/** The ref that they stand for. */
export function ddlRef<K extends DdlKind>(
  kind: K,
  { name, signature, method, schema }: DdlNamed,
  context: TypeNamingContext,
  path: EntryPath,
): ObjectRef & { readonly kind: K } {
  const { home, named } = ddlTraits[kind];
  const text = signature ?? name ?? "";
  switch (named) {
    case "name":
      if (home === "schema") return resolveRef(kind, text, schema, context, [...path, "name"]);
      checkLength(text, context, [...path, "name"]);
      return { kind, name: text };
    case "method":
      return { ...resolveRef(kind, text, schema, context, [...path, "name"]), arguments: [method ?? ""] };
    case "signature":
      return {
        ...operatorName(kind, text, schema, context, [...path, "signature"]),
        arguments: splitSignature(text).types.map((type) => operand(type, context, [...path, "signature"])),
      };
    case "types":
      return { kind, name: typesOf(text, context, [...path, "name"]) };
  }
}

/** What stands before the last dot is a schema: no operator has one in it. */
function operatorName<K extends DdlKind>(
  kind: K,
  signature: string,
  schema: string | undefined,
  context: TypeNamingContext,
  path: EntryPath,
): ObjectRef & { readonly kind: K } {
  const { name } = splitSignature(signature);
  const dot = schema === undefined ? name.lastIndexOf(".") : -1;
  return resolveRef(kind, name.slice(dot + 1), schema ?? (dot < 0 ? context.defaultSchema : name.slice(0, dot)), context, path);
}

const operand = (type: string, context: TypeNamingContext, path: EntryPath): string =>
  type.toUpperCase() === "NONE" ? "NONE" : bareType(type, context, path);

/** A type without its modifiers: what is told by types knows none, so `character` is not `character(1)` here. */
function bareType(type: string, context: TypeNamingContext, path: EntryPath): string {
  const spelled = readType(type, context, path);
  return context.grammar.argumentType?.(spelled) ?? spelled;
}

/** `text AS integer`, `hstore LANGUAGE plperl`: types as the server spells them around the words between them. */
function typesOf(text: string, context: TypeNamingContext, path: EntryPath): string {
  const [, from, word, to] = /^(.+?)\s+(as|language)\s+(.+)$/is.exec(text) ?? [];
  if (from === undefined || word === undefined || to === undefined) return text;
  return `${bareType(from, context, path)} ${word.toUpperCase()} ${word.toUpperCase() === "AS" ? bareType(to, context, path) : to}`;
}
