import { defaultPrivilegesRef, targetKinds } from "../../database-body.ts";
import { sortedGrants } from "../../grant.ts";
import type { DefaultPrivilegesEntry } from "../../kind/default-privileges.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { readGrants } from "./read-access.ts";

export function readDefaultPrivileges(
  entry: DefaultPrivilegesEntry,
  context: EntryContext,
  path: EntryPath,
): SchemaObjectOf<"defaultPrivileges"> {
  const { role, schema = null, on, grants } = overlay(entry, context.grammar.dialect);
  if (schema !== null && !context.schemas.includes(schema))
    context.report({
      code: "schema-not-managed",
      message: `schema "${schema}" is not one that this Database manages`,
      remedy: `Add it to spec.schemas of the Database, or name one of ${context.schemas.join(", ")}`,
      path: [...path, "schema"],
    });
  if (schema !== null && on === "schemas")
    context.report({
      code: "contradicting-fields",
      message: "a schema does not lie in a schema",
      remedy: "Take `schema` away",
      path: [...path, "schema"],
    });
  const ofColumn = grants.findIndex(({ columns }) => columns !== undefined);
  if (ofColumn >= 0)
    context.report({
      code: "contradicting-fields",
      message: "nobody knows columns of what is not made yet",
      remedy: "Take `columns` away",
      path: [...path, "grants", ofColumn, "columns"],
    });
  const read = readGrants(grants, targetKinds[on], context, [...path, "grants"]);
  return {
    kind: "defaultPrivileges",
    ref: defaultPrivilegesRef(role, on, schema),
    origin: declared,
    body: { role, on, given: sortedGrants(read) },
  };
}
