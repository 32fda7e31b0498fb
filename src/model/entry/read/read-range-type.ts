import type { RangeTypeEntry } from "../../kind/range-type.shape.ts";
import { impliedMultirange } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { overlay } from "../overlay.ts";
import { readType } from "./read-column.ts";
import { accessOf } from "./read-access.ts";
import { resolveRef } from "../resolve-name.ts";

export function readRangeType(entry: RangeTypeEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"rangeType"> {
  const own = overlay(entry, context.grammar.dialect);
  const ref = resolveRef("rangeType", own.name, own.schema, context, [...path, "name"]);
  return {
    kind: "rangeType",
    ref,
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "rangeType", context, path),
    body: {
      type: readType(own.type, context, [...path, "type"]),
      opclass: givenName("operatorClass", own.opclass, context, "btree"),
      collation: givenName("collation", own.collation, context),
      canonical: own.canonical ?? null,
      subtypeDiff: own.subtypeDiff ?? null,
      // As the catalogue, which cannot tell whether somebody said it.
      multirange: own.multirange === impliedMultirange(ref.name) ? null : (own.multirange ?? null),
    },
  };
}
