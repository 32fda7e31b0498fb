import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";

interface Violation {
  readonly table: string;
  readonly parent: string;
  readonly n: number;
}

/** How many rows refer to nothing, by table and the one referred to; null where SQLite cannot tell because a key itself fits no table. */
export async function violations(connection: Connection): Promise<readonly Violation[] | null> {
  return query(connection).catch(() => null);
}

/** What is broken now and was not, as sentences. */
export async function newViolations(connection: Connection, before: readonly Violation[] | null): Promise<readonly string[]> {
  const after = before === null ? await violations(connection) : await query(connection);
  const known = new Map((before ?? []).map(({ table, parent, n }) => [`${table}\u0000${parent}`, n]));
  return (after ?? []).flatMap(({ table, parent, n }) => {
    const more = n - (known.get(`${table}\u0000${parent}`) ?? 0);
    return before !== null && more > 0 ? [`${more} rows of ${table} refer to rows of ${parent} that do not exist`] : [];
  });
}

const query = (connection: Connection): Promise<readonly Violation[]> =>
  connection.rows<Violation>(sql`SELECT "table", parent, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`);
