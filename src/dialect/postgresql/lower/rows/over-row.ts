import { quoteIdentifier } from "../../quote.ts";

/** SQL over a table's columns as an expression over a trigger's row. */
export const overRow = (row: "NEW" | "OLD", sql: string, table: string): string =>
  `(SELECT (${sql}\n) FROM (SELECT ${row}.*) AS ${quoteIdentifier(table)})`;
