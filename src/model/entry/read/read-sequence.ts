import type { SequenceEntry } from "../../kind/sequence.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { readSequence, readType } from "./read-column.ts";
import { accessOf } from "./read-access.ts";
import { resolveRef } from "../resolve-name.ts";

export function readSequenceEntry(entry: SequenceEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"sequence"> {
  const own = overlay(entry, context.grammar.dialect);
  return {
    kind: "sequence",
    ref: resolveRef("sequence", own.name, own.schema, context, [...path, "name"]),
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "sequence", context, path),
    body: {
      type: readType(own.type ?? "bigint", context, [...path, "type"]),
      ...readSequence(own),
      ...(own.unlogged === true && { unlogged: true as const }),
      ownedBy: own.ownedBy === undefined ? null : readOwner(own.ownedBy, own.schema, context, [...path, "ownedBy"]),
    },
  };
}

/** `table.column` or `schema.table.column`. */
function readOwner(text: string, schema: string | undefined, context: EntryContext, path: EntryPath): ObjectRef {
  const parts = text.split(".");
  if (parts.length === 2)
    return {
      kind: "column",
      parent: { kind: "table", schema: schema ?? context.defaultSchema, name: parts[0] as string },
      name: parts[1] as string,
    };
  if (parts.length === 3)
    return { kind: "column", parent: { kind: "table", schema: parts[0] as string, name: parts[1] as string }, name: parts[2] as string };
  context.report({
    code: "ambiguous-name",
    message: `"${text}" is not table.column`,
    remedy: "Name the column as table.column or schema.table.column",
    path,
  });
  return { kind: "column", parent: { kind: "table", schema: context.defaultSchema, name: text }, name: text };
}
