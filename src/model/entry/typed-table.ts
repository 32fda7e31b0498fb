import type { TableEntry } from "../kind/table.shape.ts";
import type { EntryContext, EntryPath } from "./entry-context.ts";

/** Reports what PostgreSQL lets no table have that is of a type: columns from elsewhere. */
export function reportBesideType(
  { name, ofType, inherits = [], partitionOf }: TableEntry,
  { report }: EntryContext,
  path: EntryPath,
): void {
  if (ofType === undefined || (inherits.length === 0 && partitionOf === undefined)) return;
  const field = partitionOf === undefined ? "inherits" : "partitionOf";
  report({
    code: "contradicting-fields",
    message: `table "${name}" is of type ${ofType}, so it has its columns from no other table`,
    remedy: `Keep one of \`ofType\` and \`${field}\``,
    path: [...path, field],
  });
}
