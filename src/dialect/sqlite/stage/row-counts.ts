import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";

/** Rows of every ordinary table. */
export async function rowCounts(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const tables = await connection.rows<{ readonly name: string }>(
    sql`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await connection.run(`SELECT ${quoteLiteral(name)} AS name, count(*) AS n FROM main.${quoteIdentifier(name)}`);
    counts.set(name, Number(row?.["n"]));
  }
  return counts;
}

/** Tables that have another number of rows than before; a table that is dropped on purpose is not asked, nor one that is new. */
export async function lostRows(connection: Connection, before: ReadonlyMap<string, number>, changed: readonly string[]) {
  const after = await rowCounts(connection);
  return [...before].flatMap(([table, was]) => {
    const is = after.get(table);
    if (is === undefined) return changed.includes(table) ? [] : [{ table, was, is: 0 }];
    return is === was ? [] : [{ table, was, is }];
  });
}
