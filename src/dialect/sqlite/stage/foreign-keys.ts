import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";
import { sqliteFault } from "../connection/sqlite-fault.ts";
import type { SaidMissing } from "../lower/said-missing.ts";

/** How many rows refer to nothing, by the table referred to; null where SQLite cannot tell, since a foreign key leads to columns that are no key. */
type Broken = ReadonlyMap<string, number> | null;

/** The same for each table that has foreign keys: SQLite answers for a table or fails, and one that fails says nothing of the others. */
export async function violations(connection: Connection): Promise<ReadonlyMap<string, Broken>> {
  const tables = await connection.rows<{ readonly name: string }>(
    sql`SELECT DISTINCT t.name FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) WHERE t.schema = 'main' AND t.type = 'table' ORDER BY 1`,
  );
  const found = new Map<string, Broken>();
  for (const { name } of tables) found.set(name, await brokenIn(connection, name));
  return found;
}

/** What is broken now and was not, as sentences. A table of which SQLite cannot tell, or could not, is left out, and so is what is said to be so. */
export async function newViolations(
  connection: Connection,
  before: ReadonlyMap<string, Broken>,
  said: readonly SaidMissing[],
): Promise<readonly string[]> {
  return [...(await violations(connection))].flatMap(([table, broken]) => {
    const known = before.get(table);
    if (known === null) return [];
    return [...(broken ?? [])].flatMap(([parent, n]) => {
      if (said.some((each) => each.table === table && each.parent === parent)) return [];
      const more = n - (known?.get(parent) ?? 0);
      return more > 0 ? [`${more} rows of ${table} refer to rows of ${parent} that do not exist`] : [];
    });
  });
}

async function brokenIn(connection: Connection, table: string): Promise<Broken> {
  try {
    const rows = await connection.rows<{ readonly parent: string; readonly n: number }>(
      sql`SELECT parent, count(*) AS n FROM pragma_foreign_key_check(${table}) GROUP BY 1 ORDER BY 1`,
    );
    return new Map(rows.map(({ parent, n }) => [parent, n]));
  } catch (error) {
    // A foreign key mismatch has no code of its own.
    if (sqliteFault(error)?.code === "SQLITE_ERROR") return null;
    throw error;
  }
}
