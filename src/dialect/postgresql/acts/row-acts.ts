import type { DeleteStmt, InsertStmt, Node, UpdateStmt } from "libpg-query";
import type { Act, Named } from "../../../port/act.ts";
import { bodiesOf, bodyOf, named } from "../impact/syntax.ts";

type With = Pick<UpdateStmt, "withClause">;

/** Rows that come from a query; those that are written out are few. */
export const insertedRows = (insert: InsertStmt): readonly Act[] =>
  about(insert, (table) => [
    ...(insert.selectStmt !== undefined && bodyOf(insert.selectStmt, "SelectStmt")?.valuesLists === undefined
      ? [rows("insert", table, false)]
      : []),
    ...twice(table, insert.cols),
  ]);

export const updatedRows = (update: UpdateStmt): readonly Act[] =>
  about(update, (table) => [rows("update", table, update.whereClause === undefined), ...twice(table, update.targetList)]);

export const deletedRows = (removal: DeleteStmt): readonly Act[] =>
  about(removal, (table) => [rows("delete", table, removal.whereClause === undefined)]);

/** Of a WITH, whatever stands behind it. */
export const rowsInWith = ({ withClause }: With): readonly Act[] =>
  bodiesOf(withClause?.ctes, "CommonTableExpr").flatMap(({ ctequery }) => (ctequery === undefined ? [] : rowActs(ctequery)));

function rowActs(node: Node): readonly Act[] {
  if ("InsertStmt" in node) return insertedRows(node.InsertStmt);
  if ("UpdateStmt" in node) return updatedRows(node.UpdateStmt);
  return "DeleteStmt" in node ? deletedRows(node.DeleteStmt) : [];
}

const rows = (how: "insert" | "update" | "delete", table: Named, all: boolean): Act => ({
  kind: "changeRows",
  how,
  table,
  all,
  batched: false,
});

function about(statement: With & Pick<UpdateStmt, "relation">, acts: (table: Named) => readonly Act[]): readonly Act[] {
  const table = named(statement.relation);
  return [...(table === null ? [] : acts(table)), ...rowsInWith(statement)];
}

/** Columns that a list names a second time; parts of a column (`a[1]`, `a.b`) are others. */
function twice(table: Named, targets: readonly Node[] | undefined): readonly Act[] {
  const names = bodiesOf(targets, "ResTarget").flatMap(({ name, indirection }) =>
    name === undefined || indirection !== undefined ? [] : [name],
  );
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) < at));
  return [...repeated].map((column) => ({ kind: "assignTwice", table, column }));
}
