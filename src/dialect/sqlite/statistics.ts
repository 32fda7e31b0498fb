import { type ObjectRef, refKey } from "../../model/ref.ts";
import type { Statistics, TableStatistics } from "../../port/statistics.ts";
import type { Connection } from "./connection/connection.ts";
import { readFacts } from "./facts.ts";

/** SQLite keeps none of its own accord, so rows are counted; who holds the file it does not tell. */
export async function readStatistics(connection: Connection, serverVersion: number, tables: readonly ObjectRef[]): Promise<Statistics> {
  const facts = await readFacts(
    connection,
    serverVersion,
    tables.filter(({ kind }) => kind === "table"),
    [],
  );
  const found = tables.flatMap((ref): readonly (readonly [string, TableStatistics])[] => {
    const table = facts.table(ref);
    return table === undefined ? [] : [[refKey(ref), { rows: table.rows, bytes: table.bytes, held: [] }]];
  });
  return new Map(found);
}
