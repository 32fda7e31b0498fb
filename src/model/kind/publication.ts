import type { PublishedTable } from "../publication-body.ts";
import { type Renaming, renameColumns, renameRef } from "../renaming.ts";
import { columnsOf, replace } from "./parts.ts";
import { defineKind, possible, required } from "./define-kind.ts";

export const publicationKind = defineKind({
  kind: "publication",
  title: "publication",
  plural: "publications",
  home: "database",
  fields: {
    allTables: "exact",
    tables: "published",
    schemas: "exact",
    publish: "exact",
    viaPartitionRoot: "exact",
    generatedColumns: "exact",
  },
  mentions: ({ body: { tables, schemas } }) => [
    ...tables.flatMap(({ table, columns }) => [required(table), ...columnsOf(table, columns ?? [])]),
    ...schemas.map((name) => possible({ kind: "schema", name })),
  ],
  rename: (body, renaming) => {
    const tables = body.tables.map((each) => renamed(each, renaming));
    const schemas = body.schemas.map((name) => (renaming.from.kind === "schema" && renaming.from.name === name ? renaming.to.name : name));
    return replace(body, {
      tables: tables.every((each, at) => each === body.tables[at]) ? body.tables : tables,
      schemas: schemas.join() === body.schemas.join() ? body.schemas : schemas.sort(),
    });
  },
});

const renamed = (each: PublishedTable, renaming: Renaming): PublishedTable =>
  replace(each, {
    columns: each.columns === null ? null : renameColumns(each.columns, each.table, renaming),
    table: renameRef(each.table, renaming),
  });
