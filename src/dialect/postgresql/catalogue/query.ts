/**
 * Runs one SELECT and gives its rows as plain objects.
 * All queries of one inspection run in one REPEATABLE READ, READ ONLY transaction, so that they see one state.
 */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Rows as JSON text in one column: the same values whatever the driver makes of types. */
export async function rowsOf<Row>(query: Query, sql: string): Promise<readonly Row[]> {
  const [first] = await query(`SELECT coalesce(json_agg(r), '[]')::text AS rows FROM (${sql}) r`);
  return JSON.parse(String(first?.rows ?? "[]")) as Row[];
}
