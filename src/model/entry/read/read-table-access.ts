import type { Grant } from "../../grant.ts";
import type { TableEntry } from "../../kind/table.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { accessOf } from "./read-access.ts";

type Column = SchemaObjectOf<"column">;

/** The table with its access and the columns with the grants on them alone: where a table's grants are said, so are those of all its columns. */
export function readTableAccess(
  own: TableEntry,
  table: SchemaObjectOf<"table">,
  columns: readonly Column[],
  context: EntryContext,
  path: EntryPath,
): readonly SchemaObject[] {
  const { grants, ...owner } = accessOf(own, "table", context, path);
  if (grants === undefined) return [{ ...table, ...owner }, ...columns];
  const ofColumns = Map.groupBy(
    grants.filter(({ column }) => column !== undefined),
    ({ column }) => column as string,
  );
  for (const name of ofColumns.keys()) if (!columns.some(({ ref }) => ref.name === name)) reportMissing(name, own, context, path);
  return [
    { ...table, ...owner, grants: grants.filter(({ column }) => column === undefined) },
    ...columns.map((column) => ({ ...column, grants: (ofColumns.get(column.ref.name) ?? []).map(withoutColumn) })),
  ];
}

const withoutColumn = ({ column: _column, ...grant }: Grant): Grant => grant;

const reportMissing = (column: string, { name }: TableEntry, { report }: EntryContext, path: EntryPath): void =>
  report({
    code: "unknown-reference",
    message: `a grant names the column ${column}, which ${name} does not have here`,
    remedy: "Correct the name, or declare the column; in a step, use `grant`",
    path: [...path, "grants"],
  });
