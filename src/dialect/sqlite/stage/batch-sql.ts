import type { KeyedBatch } from "../../../instruction/instruction.ts";
import { enclose } from "../object/enclose.ts";
import { quoteIdentifier } from "../quote.ts";

type Work = Pick<KeyedBatch, "table" | "work" | "where">;

/** The key of the last of the next rows, as a JSON array of SQL literals: the cursor after them; no row where none is left. */
export function rangeSql({ table, where }: Work, key: readonly string[], cursor: string | null, rows: number): string {
  const columns = key.map(quoteIdentifier).join(", ");
  // Named anew: the column of a rowid would bear the name of the number column.
  const named = key.map((column, index) => `${quoteIdentifier(column)} AS k${index}`).join(", ");
  const page = `SELECT ${named} FROM ${quoteIdentifier(table.name)}${whereOf([after(key, cursor), where])} ORDER BY ${columns} LIMIT ${Math.max(1, Math.round(rows))}`;
  return `SELECT json_array(${key.map((_, index) => `quote(k${index})`).join(", ")}) AS cursor FROM (${page}) ORDER BY ${key.map((_, index) => `k${index} DESC`).join(", ")} LIMIT 1`;
}

/** Writes the rows between the two cursors that match. */
export function workSql({ table, work, where }: Work, key: readonly string[], cursor: string | null, upTo: string): string {
  const range = whereOf([...between(key, cursor, upTo), where]);
  if (work.kind === "delete") return `DELETE FROM ${quoteIdentifier(table.name)}${range}`;
  const set = Object.entries(work.set).map(([column, value]) => `${quoteIdentifier(column)} = ${enclose(value)}`);
  return `UPDATE ${quoteIdentifier(table.name)} SET ${set.join(", ")}${range}`;
}

/** Whether a row between the two cursors still matches; without cursors, whether any row does. */
export const matchesSql = ({ table, where }: Work, key: readonly string[], cursor: string | null, upTo: string | null): string =>
  `SELECT EXISTS (SELECT 1 FROM ${quoteIdentifier(table.name)}${whereOf([...between(key, cursor, upTo), where])}) AS matches`;

export const countSql = ({ table, where }: Work): string =>
  `SELECT count(*) AS total FROM ${quoteIdentifier(table.name)}${whereOf([where])}`;

const between = (key: readonly string[], cursor: string | null, upTo: string | null): readonly (string | null)[] => [
  after(key, cursor),
  upTo === null ? null : compare(key, "<=", upTo),
];

const after = (key: readonly string[], cursor: string | null): string | null => (cursor === null ? null : compare(key, ">", cursor));

/** The cursor's texts are what `quote()` wrote: no number loses a digit and no blob its type. */
const compare = (key: readonly string[], operator: string, cursor: string): string =>
  `(${key.map(quoteIdentifier).join(", ")}) ${operator} (${(JSON.parse(cursor) as readonly string[]).join(", ")})`;

function whereOf(conditions: readonly (string | null)[]): string {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? "" : ` WHERE ${given.map(enclose).join(" AND ")}`;
}
