import type { Diagnostic } from "../../core/diagnostic.ts";
import type { SchemaObject } from "../../model/object.ts";
import { describeRef } from "../../model/ref.ts";

/** What PostgreSQL cannot keep of the object because SQLite alone has it, one diagnostic each. */
export const refusals = (object: SchemaObject): readonly Diagnostic[] =>
  lacking(object).map((what) => ({
    code: "unsupported-by-dialect",
    severity: "error",
    message: `${describeRef(object.ref)}: PostgreSQL has no ${what}`,
    remedy: "Leave it out for PostgreSQL, by 'when: { dialect: sqlite }' or under 'dialects: { postgresql: … }'",
  }));

const nothing: readonly string[] = [];

function lacking({ kind, body }: SchemaObject): readonly string[] {
  switch (kind) {
    case "table":
      return body.virtual === undefined ? nothing : ["virtual tables"];
    case "column":
      return body.onConflict === undefined ? nothing : ["conflict clauses"];
    case "primaryKey":
    case "unique":
      return [
        ...(body.onConflict === undefined ? nothing : ["conflict clauses"]),
        ...(body.descending === undefined ? nothing : ["order of the columns of a constraint: use an index"]),
        ...(body.collations === undefined ? nothing : ["collations of a constraint: give them to the columns"]),
      ];
    case "foreignKey":
      return body.outside === "missing" ? ["foreign keys to what is not there"] : nothing;
    default:
      return nothing;
  }
}
