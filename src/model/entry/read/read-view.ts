import { written } from "../../expression.ts";
import type { ViewEntry } from "../../kind/view.shape.ts";
import type { SchemaObject } from "../../object.ts";
import { declared } from "../../object.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { readColumnSettings } from "../column-settings.ts";
import { kept } from "../kept.ts";
import { overlay } from "../overlay.ts";
import { readFirings } from "./read-firing.ts";
import { optionTexts, readIndex } from "./read-index.ts";
import { placed } from "./read-table.ts";
import { accessOf } from "./read-access.ts";
import { relationsInQuery } from "../relations-in-query.ts";
import { resolveRef } from "../resolve-name.ts";

/** A view and its indexes. */
export function readView(entry: ViewEntry, context: EntryContext, path: EntryPath): readonly SchemaObject[] {
  const own = overlay(entry, context.grammar.dialect);
  reportContradiction(own, context, path);
  const ref = resolveRef("view", own.name, own.schema, context, [...path, "name"]);
  const reads = relationsInQuery(own.query, context.defaultSchema).flatMap(({ schema, name }) => context.relation(schema, name) ?? []);
  const view: SchemaObject = {
    kind: "view",
    ref,
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "view", context, path),
    body: {
      query: written(own.query.trim().replace(/;\s*$/, "")),
      columns: own.columns ?? null,
      materialized: own.materialized ?? false,
      withData: own.withData ?? true,
      options: optionTexts(own.options),
      check: own.check ?? null,
      ...placed(own),
      ...readColumnSettings(own, context, path),
      ...(own.columnComments === undefined ? {} : { columnComments: own.columnComments }),
      reads: [...new Map(reads.map((read) => [`${read.kind} ${read.schema} ${read.name}`, read])).values()],
    },
  };
  return [
    view,
    ...kept(own.indexes, context, [...path, "indexes"]).map(({ entry: index, path: at }) => readIndex(index, ref, context, at)),
    ...readFirings(own, ref, context, path),
  ];
}

/** What only rows that are kept can have. */
function reportContradiction({ materialized, withData, indexes, name }: ViewEntry, { report }: EntryContext, path: EntryPath): void {
  if (materialized === true) return;
  const fields = [withData === false && "withData", (indexes ?? []).length > 0 && "indexes"].filter((field) => field !== false);
  for (const field of fields)
    report({
      code: "contradicting-fields",
      message: `view "${name}" keeps no rows, so \`${field}\` says nothing of it`,
      remedy: "Leave it out, or say `materialized: true`",
      path: [...path, field],
    });
}
