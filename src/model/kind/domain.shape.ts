import { type Static, Type } from "@sinclair/typebox";
import { checkShape } from "./check.shape.ts";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { flag, map, name, reference, sqlText, text } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export const domainShape = entry("domain", "A type with constraints; on SQLite the type with a check.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  type: sqlText("Underlying type."),
  default: Type.Optional(sqlText("Default as SQL.")),
  nullable: Type.Optional(flag("Takes NULL; true where absent.")),
  notNull: Type.Optional(
    map("What of its NOT NULL is not as usual, from PostgreSQL 17 on.", {
      name: Type.Optional(name("Name of the constraint; absent is not compared.")),
      comment: Type.Optional(text("Comment on the constraint; absent is not compared.")),
    }),
  ),
  checks: Type.Optional(Type.Array(reference(checkShape), { description: "Checks on VALUE." })),
  collation: Type.Optional(name("Collation.")),
  ...grants,
});
export type DomainEntry = Static<typeof domainShape>;
