import { written } from "../../expression.ts";
import type { PublicationEntry } from "../../kind/publication.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import { type PublishedTable, publishedActions } from "../../publication-body.ts";
import { refKey } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { checkLength, resolveRef } from "../resolve-name.ts";

export function readPublication(entry: PublicationEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"publication"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  const tables = (own.tables ?? []).map(
    ({ table, schema, columns, where }, at): PublishedTable => ({
      table: resolveRef("table", table, schema, context, [...path, "tables", at, "table"]),
      columns: columns ?? null,
      where: where === undefined ? null : written(where),
    }),
  );
  return {
    kind: "publication",
    ref: { kind: "publication", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "publication", context, path),
    body: {
      allTables: own.allTables ?? false,
      tables: inOrder(tables),
      schemas: [...new Set(own.schemas ?? [])].sort(),
      publish: own.publish === undefined ? publishedActions : publishedActions.filter((action) => own.publish?.includes(action)),
      viaPartitionRoot: own.viaPartitionRoot ?? false,
      generatedColumns: own.generatedColumns ?? "none",
    },
  };
}

/** Their order has no meaning. */
export const inOrder = (tables: readonly PublishedTable[]): readonly PublishedTable[] =>
  tables.toSorted((a, b) => (refKey(a.table) < refKey(b.table) ? -1 : 1));
