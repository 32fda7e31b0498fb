import type { SchemaEntry } from "../../kind/schema.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { checkLength } from "../resolve-name.ts";

export function readSchema(entry: SchemaEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"schema"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  return {
    kind: "schema",
    ref: { kind: "schema", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "schema", context, path),
    body: {},
  };
}
