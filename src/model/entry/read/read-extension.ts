import type { ExtensionEntry } from "../../kind/extension.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { checkLength } from "../resolve-name.ts";

export function readExtension(entry: ExtensionEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"extension"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  return {
    kind: "extension",
    ref: { kind: "extension", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    body: { schema: own.schema ?? null, version: own.version ?? null },
  };
}
