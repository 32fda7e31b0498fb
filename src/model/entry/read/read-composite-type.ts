import type { CompositeTypeEntry } from "../../kind/composite-type.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { TypeAttribute } from "../../type-body.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { readType } from "./read-column.ts";
import { checkLength, resolveRef } from "../resolve-name.ts";

export function readCompositeType(entry: CompositeTypeEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"compositeType"> {
  const own = overlay(entry, context.grammar.dialect);
  const attributes = own.attributes.map(({ name, type, collation, comment }, at): TypeAttribute => {
    const place = [...path, "attributes", at];
    checkLength(name, context, [...place, "name"]);
    return {
      name,
      type: readType(type, context, [...place, "type"]),
      collation: givenName("collation", collation, context),
      ...(comment === undefined ? {} : { comment: comment || null }),
    };
  });
  const doubled = attributes.findIndex(({ name }, at) => attributes.findIndex((other) => other.name === name) !== at);
  if (doubled >= 0)
    context.report({
      code: "declared-twice",
      message: `the type has the attribute "${attributes[doubled]?.name}" twice`,
      remedy: "Take one away",
      path: [...path, "attributes", doubled],
    });
  const renamed = own.attributes.flatMap(({ name, renamedFrom }) => (renamedFrom === undefined ? [] : [[name, renamedFrom] as const]));
  return {
    kind: "compositeType",
    ref: resolveRef("compositeType", own.name, own.schema, context, [...path, "name"]),
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "compositeType", context, path),
    ...(renamed.length === 0 ? {} : { labelsRenamedFrom: Object.fromEntries(renamed) }),
    body: { attributes },
  };
}
