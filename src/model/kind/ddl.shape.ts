import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { sqlText } from "./field.shape.ts";

export const ddlShape = entry("ddl", "DDL for what reads better as such; compared through the catalogue, never as text.", {
  sql: sqlText(
    "CREATE, ALTER TABLE, ALTER SEQUENCE, COMMENT, GRANT, ALTER … OWNER, ALTER DEFAULT PRIVILEGES, ALTER … SET, as `pg_dump --schema-only` writes them; settings of the session are passed over.",
  ),
});
export type DdlEntry = Static<typeof ddlShape>;
