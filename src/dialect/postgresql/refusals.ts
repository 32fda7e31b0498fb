import type { Diagnostic } from "../../core/diagnostic.ts";
import type { SchemaObject } from "../../model/object.ts";
import { describeRef } from "../../model/ref.ts";

/** What PostgreSQL cannot keep of the object because SQLite alone has it, one diagnostic each. */
export const refusals = (object: SchemaObject): readonly Diagnostic[] =>
  lacking(object).flatMap((what) =>
    what === false
      ? []
      : [
          {
            code: "unsupported-by-dialect",
            severity: "error" as const,
            message: `${describeRef(object.ref)}: PostgreSQL has no ${what}`,
            remedy: "Leave it out for PostgreSQL, by 'when: { dialect: sqlite }' or under 'dialects: { postgresql: … }'",
          },
        ],
  );

function lacking({ kind, body }: SchemaObject): readonly (string | false)[] {
  switch (kind) {
    case "table":
      return [body.virtual !== undefined && "virtual tables"];
    case "column":
      return [body.onConflict !== undefined && "conflict clauses"];
    case "primaryKey":
    case "unique":
      return [
        body.onConflict !== undefined && "conflict clauses",
        body.descending !== undefined && "order of the columns of a constraint: use an index",
        body.collations !== undefined && "collations of a constraint: give them to the columns",
      ];
    default:
      return [];
  }
}
