import type { Static } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { sqlText } from "./field.shape.ts";

export const ddlShape = entry("ddl", "DDL for what reads better as such; compared through the catalogue, never as text.", {
  sql: sqlText("CREATE, COMMENT, GRANT, ALTER … OWNER, ALTER DEFAULT PRIVILEGES, ALTER … SET, SECURITY LABEL, ALTER … ENABLE or DISABLE."),
});
export type DdlEntry = Static<typeof ddlShape>;
