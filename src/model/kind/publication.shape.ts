import { type Static, Type } from "@sinclair/typebox";
import { publishedActions } from "../publication-body.ts";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { choice, flag, map, name, names, someNames, sqlText } from "./field.shape.ts";

const table = map("A table whose changes are published.", {
  table: name("Name of the table."),
  ...schemaName,
  columns: Type.Optional(someNames("Only these columns; all, also those to come, where absent.")),
  where: Type.Optional(sqlText("Only these rows.")),
});

export const publicationShape = entry(
  "publication",
  "Changes of tables as others may subscribe to them.",
  {
    ...entryName,
    ...renamedFrom,
    ...comment,
    ...owner,
    ...securityLabels,
    allTables: Type.Optional(flag("All tables, also those to come.")),
    tables: Type.Optional(Type.Array(table, { description: "These tables." })),
    schemas: Type.Optional(names("All tables of these schemas, also those to come.")),
    publish: Type.Optional(
      Type.Array(choice("What is published.", ...publishedActions), { description: "Which changes; all four where absent." }),
    ),
    viaPartitionRoot: Type.Optional(flag("Changes of a partition count as those of its table.")),
    generatedColumns: Type.Optional(choice("Whether stored generated columns are published.", "none", "stored")),
  },
  { excludes: { allTables: ["tables", "schemas"] } },
);
export type PublicationEntry = Static<typeof publicationShape>;
