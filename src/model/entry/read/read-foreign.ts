import type { ForeignDataWrapperEntry } from "../../kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../../kind/foreign-server.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { readUserMappings } from "./read-user-mappings.ts";
import { checkLength } from "../resolve-name.ts";

export function readForeignDataWrapper(
  entry: ForeignDataWrapperEntry,
  context: EntryContext,
  path: EntryPath,
): SchemaObjectOf<"foreignDataWrapper"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  return {
    kind: "foreignDataWrapper",
    ref: { kind: "foreignDataWrapper", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "foreignDataWrapper", context, path),
    body: {
      handler: own.handler === undefined ? null : routine(own.handler, [], context),
      validator: own.validator === undefined ? null : routine(own.validator, ["text[]", "oid"], context),
      options: foreignOptions(own.options),
    },
  };
}

export function readForeignServer(entry: ForeignServerEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"foreignServer"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  return {
    kind: "foreignServer",
    ref: { kind: "foreignServer", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "foreignServer", context, path),
    body: {
      wrapper: own.wrapper,
      type: own.serverType ?? null,
      version: own.serverVersion ?? null,
      options: foreignOptions(own.options),
      ...readUserMappings(own, context, path),
    },
  };
}

/** Options as the catalogue has them: text. */
export const foreignOptions = (options: Readonly<Record<string, string | number | boolean>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));

/** It may lie in a schema that nobody manages here. */
function routine(text: string, types: readonly string[], { defaultSchema }: EntryContext): ObjectRef {
  const at = text.indexOf(".");
  return { kind: "function", schema: at === -1 ? defaultSchema : text.slice(0, at), name: text.slice(at + 1), arguments: types };
}
