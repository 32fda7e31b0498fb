import type { KeyOrder } from "../../../model/constraint-body.ts";
import type { ParsedKey } from "../parse/key.ts";
import { quoteIdentifier } from "../quote.ts";
import type { Reading } from "./reading.ts";

export const keyColumns = (keys: readonly ParsedKey[], reading: Reading): readonly string[] =>
  keys.map(({ column }) => reading.columnName(reading.table.name, column ?? ""));

/** How the columns of a constraint stand in its index, where that is not the usual way. */
export function keyOrderOf(keys: readonly ParsedKey[], columns: readonly string[]): Pick<KeyOrder, "descending" | "collations"> {
  const descending = columns.filter((_, at) => keys[at]?.order === "desc");
  const collations = Object.fromEntries(columns.flatMap((column, at) => (keys[at]?.collation ? [[column, keys[at].collation]] : [])));
  return { ...(descending.length > 0 && { descending }), ...(Object.keys(collations).length > 0 && { collations }) };
}

export const writeKeyColumns = (columns: readonly string[], { descending = [], collations = {} }: KeyOrder): string =>
  columns
    .map((column) => {
      const collation = collations[column];
      return `${quoteIdentifier(column)}${collation === undefined ? "" : ` COLLATE ${quoteIdentifier(collation)}`}${descending.includes(column) ? " DESC" : ""}`;
    })
    .join(", ");
