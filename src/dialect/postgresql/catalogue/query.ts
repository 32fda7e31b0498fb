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

/** What of a question each field of a row is, in SQL, and where it is asked. `before`: its common table expressions, if any; `from`: FROM and what follows. */
export interface RowsByColumn<Row> {
  readonly before: string;
  readonly fields: Readonly<Record<keyof Row & string, string>>;
  readonly from: string;
}

/** The same for thousands of rows: a field's values are one list each, so that no name is written, sent and read more than once. */
export async function rowsByColumn<Row>(query: Query, { before, fields, from }: RowsByColumn<Row>): Promise<readonly Row[]> {
  const named = Object.entries<string>(fields);
  const lists = named.map(([name]) => `coalesce(json_agg(r."${name}"), '[]')`).join(", ");
  const [first] = await query(
    `SELECT json_build_array(${lists})::text AS rows FROM (${before === "" ? "" : `WITH ${before}`} SELECT ${named.map(([name, value]) => `${value} AS "${name}"`).join(", ")} ${from}) r`,
  );
  const values = JSON.parse(String(first?.rows)) as readonly (readonly unknown[])[];
  // Copies of one object: made field by field, each row would grow its own.
  const names = named.map(([name]) => name);
  const empty = Object.fromEntries(names.map((name) => [name, null as unknown]));
  return (values[0] ?? []).map((_value, place) => {
    const row = { ...empty };
    // Most of a row is null, as the copy has it. Counted: an iterator takes as long again as all the rest, in code that runs once.
    for (let column = 0; column < names.length; column++) {
      const value = values[column]?.[place] ?? null;
      if (value !== null) row[names[column] as string] = value;
    }
    return row as Row;
  });
}
