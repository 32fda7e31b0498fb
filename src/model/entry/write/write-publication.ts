import type { PublicationEntry } from "../../kind/publication.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { publishedActions } from "../../publication-body.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeTableName, type WriteSettings } from "./write-name.ts";

export function writePublication(object: SchemaObjectOf<"publication">, settings: WriteSettings): PublicationEntry {
  const { allTables, tables, schemas, publish, viaPartitionRoot, generatedColumns } = object.body;
  return {
    name: object.ref.name,
    ...writeAttributes(object),
    ...writeAccess(object),
    ...(allTables ? { allTables } : {}),
    ...(tables.length === 0
      ? {}
      : {
          tables: tables.map(({ table, columns, where }) => ({
            ...writeTableName(table, settings),
            ...(columns === null ? {} : { columns: [...columns] }),
            ...(where === null ? {} : { where: where.text }),
          })),
        }),
    ...(schemas.length === 0 ? {} : { schemas: [...schemas] }),
    ...(publish.length === publishedActions.length ? {} : { publish: [...publish] }),
    ...(viaPartitionRoot ? { viaPartitionRoot } : {}),
    ...(generatedColumns === "none" ? {} : { generatedColumns }),
  };
}
