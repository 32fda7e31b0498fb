import type { How, ObjectChange } from "../../../change/change.ts";
import { isSecondColumn, secondColumnGone } from "../../../change/second-column.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { sameRef } from "../../../model/ref.ts";
import type { Column } from "../object/column.ts";
import { enclose } from "../object/enclose.ts";
import { numberedColumn } from "../object/table.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import type { WholeTable } from "./require-table.ts";

/** One column of the new table and the SQL over the old one that gives it. */
export interface CopiedColumn {
  readonly into: string;
  readonly source: string;
}

/** What the new table takes from the old one's rows; columns left out take their default, and generated ones cannot be given. */
export function copiedColumns(from: WholeTable, to: WholeTable, changes: readonly ObjectChange[]): readonly CopiedColumn[] {
  const created = new Set(changes.flatMap(({ before, after }) => (before === null && after?.kind === "column" ? [after.ref.name] : [])));
  const hows = new Map(changes.flatMap((change) => howOf(change, changes)));
  const columns = columnsOf(to).flatMap((column) => {
    const source = isNewNumber(column, created)
      ? null
      : sourceOf(column, from.table.ref.name, created.has(column.ref.name), hows.get(column.ref.name));
    return source === null ? [] : [{ into: column.ref.name, source }];
  });
  const copied = [...rowidOf(from, to, created), ...columns];
  return copied.length > 0 ? copied : anyColumn(to);
}

/** A second column is made of the first; the first takes its values from a second one that goes. */
function howOf(change: ObjectChange, changes: readonly ObjectChange[]): readonly (readonly [string, How])[] {
  const { before, after, via } = change;
  if (after?.kind !== "column") return [];
  if (before === null && isSecondColumn(after))
    return [[after.ref.name, { fill: via?.up?.using ?? quoteIdentifier(after.origin.ref.name) }]];
  const second = changes.map(secondColumnGone).find((gone) => gone !== null && sameRef(gone.origin.ref, after.ref));
  if (second) return [[after.ref.name, { using: quoteIdentifier(second.ref.name) }]];
  return via?.up === undefined ? [] : [[after.ref.name, via.up]];
}

/** Where the tables share nothing, something has to be named for the rows to come at all. */
function anyColumn(to: WholeTable): readonly CopiedColumn[] {
  const column = columnsOf(to).find(({ body }) => body.generated === null);
  return column === undefined ? [] : [{ into: column.ref.name, source: enclose(column.body.default?.text ?? "NULL") }];
}

const isNewNumber = ({ ref, body }: Column, created: ReadonlySet<string>): boolean => body.identity !== null && created.has(ref.name);

const isColumn = (child: SchemaObject): child is Column => child.kind === "column";
const columnsOf = ({ children }: WholeTable): readonly Column[] => children.filter(isColumn);

function sourceOf({ ref, body }: Column, table: string, isNew: boolean, how: How | undefined): string | null {
  if (body.generated !== null) return null;
  if (isNew) return how?.fill === undefined ? null : enclose(how.fill);
  // Always with its table: SQLite takes a lone quoted name that is no column for a string.
  const name = `${quoteIdentifier(table)}.${quoteIdentifier(ref.name)}`;
  const value = how?.using === undefined ? relabelled(name, how?.labels) : enclose(how.using);
  return how?.fill === undefined ? value : `coalesce(${value}, ${enclose(how.fill)})`;
}

function relabelled(column: string, labels: How["labels"]): string {
  const cases = Object.entries(labels ?? {}).map(([from, to]) => `WHEN ${quoteLiteral(from)} THEN ${quoteLiteral(to)}`);
  return cases.length === 0 ? column : `CASE ${column} ${cases.join(" ")} ELSE ${column} END`;
}

/** Rows keep their rowid, under its own name or as the number of a column that is new; a column may bear one of the rowid's three names. */
function rowidOf(from: WholeTable, to: WholeTable, created: ReadonlySet<string>): readonly CopiedColumn[] {
  if (from.table.body.withoutRowid || to.table.body.withoutRowid) return [];
  const numbered = numberedColumn(to.children);
  if (numbered !== undefined && !created.has(numbered.ref.name)) return [];
  const source = rowidName(columnsOf(from).map(({ ref }) => ref.name));
  const into = numbered?.ref.name ?? rowidName(columnsOf(to).map(({ ref }) => ref.name));
  return source === undefined || into === undefined ? [] : [{ into, source }];
}

/** The name by which the rowid of a table with these columns can be reached. */
export function rowidName(columns: readonly string[]): string | undefined {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  return ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name));
}
