import type { ParsedColumn } from "./column.ts";
import { parseColumn } from "./column.ts";
import type { ParsedConstraint } from "./constraint.ts";
import { parseConstraint } from "./constraint.ts";
import { Cursor } from "./cursor.ts";

export interface ParsedTable {
  readonly columns: readonly ParsedColumn[];
  /** Those of the columns too, in the order written. */
  readonly constraints: readonly ParsedConstraint[];
}

const tableConstraintStarts = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/** Reads the text of CREATE TABLE as `sqlite_schema` keeps it. */
export function parseTable(sql: string): ParsedTable {
  const cursor = new Cursor(sql);
  while (!cursor.isOperator("(")) cursor.next();
  cursor.next();
  const columns: ParsedColumn[] = [];
  const constraints: ParsedConstraint[] = [];
  for (;;) {
    if (cursor.takeOperator(")")) return { columns, constraints };
    if (cursor.takeOperator(",")) continue;
    // Only after the first column: a column may be named like one of the words.
    if (columns.length > 0 && cursor.isWord(...tableConstraintStarts)) constraints.push(...parseTableConstraint(cursor));
    else {
      const column = parseColumn(cursor);
      columns.push(column);
      constraints.push(...column.constraints);
    }
  }
}

function parseTableConstraint(cursor: Cursor): readonly ParsedConstraint[] {
  const name = cursor.take("CONSTRAINT") ? cursor.name() : null;
  const constraint = parseConstraint(cursor, name, null);
  return constraint === undefined ? [] : [constraint];
}
