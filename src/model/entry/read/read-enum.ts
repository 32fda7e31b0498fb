import type { EnumEntry } from "../../kind/enum.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { labelRenames } from "../label-renames.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { resolveRef } from "../resolve-name.ts";

export function readEnum(entry: EnumEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"enum"> {
  const own = overlay(entry, context.grammar.dialect);
  const values = own.values.map((value) => (typeof value === "string" ? { name: value } : value));
  const doubled = values.find(({ name }, index) => values.findIndex((other) => other.name === name) !== index);
  if (doubled !== undefined)
    context.report({
      code: "declared-twice",
      message: `the enum has the value "${doubled.name}" twice`,
      remedy: "Take one away",
      path: [...path, "values"],
    });
  const labelsRenamedFrom = labelRenames(own.values);
  return {
    kind: "enum",
    ref: resolveRef("enum", own.name, own.schema, context, [...path, "name"]),
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "enum", context, path),
    ...(labelsRenamedFrom === undefined ? {} : { labelsRenamedFrom }),
    body: { values: values.map(({ name }) => name) },
  };
}
