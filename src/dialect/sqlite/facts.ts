import type { ObjectRef } from "../../model/ref.ts";
import { refKey } from "../../model/ref.ts";
import type { Facts, TableFacts } from "../../port/facts.ts";
import type { Connection } from "./connection/connection.ts";
import { sqliteFault } from "./connection/sqlite-fault.ts";
import { isDerived } from "./object/virtual-columns.ts";
import { parseVirtualTable } from "./parse/virtual-table.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";

/** Counts the named tables and looks for values in the named columns; all is exact, because SQLite keeps no statistics of its own accord. */
export async function readFacts(
  connection: Connection,
  serverVersion: number,
  tables: readonly ObjectRef[],
  columns: readonly ObjectRef[],
): Promise<Facts> {
  const live = await liveTables(connection);
  const found = new Map<string, TableFacts>();
  for (const ref of tables) {
    const text = live.get(ref.name);
    if (text === undefined) continue;
    const facts = isWithoutRows(text)
      ? { empty: true, rows: 0, bytes: 0, partitioned: false }
      : await unlessGone(connection, ref.name, () => factsOf(connection, ref.name));
    if (facts !== undefined) found.set(refKey(ref), facts);
  }
  const empty = new Map<string, boolean>();
  for (const ref of columns) {
    const table = ref.parent?.name;
    if (table === undefined || !live.has(table)) continue;
    const answer = await unlessGone(connection, table, () => isColumnEmpty(connection, table, ref.name));
    if (answer !== undefined) empty.set(refKey(ref), answer);
  }
  return { serverVersion, table: (ref) => found.get(refKey(ref)), columnEmpty: (ref) => empty.get(refKey(ref)) };
}

/** The answer; undefined where somebody has dropped the table before the question. A transaction around all of them would keep writers waiting. */
async function unlessGone<T>(connection: Connection, table: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (sqliteFault(error)?.code === "SQLITE_ERROR" && !(await liveTables(connection)).has(table)) return undefined;
    throw error;
  }
}

/** Tables with the text that made them. */
async function liveTables(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.run("SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'");
  return new Map(rows.map(({ name, sql }) => [String(name), String(sql)]));
}

/** What only shows or indexes the rows of others has none to lose, and cannot be counted where it does not fit them. */
const isWithoutRows = (sql: string): boolean => /^\s*CREATE\s+VIRTUAL\b/i.test(sql) && isDerived(parseVirtualTable(sql));

async function factsOf(connection: Connection, name: string): Promise<TableFacts> {
  const table = quoteIdentifier(name);
  const [row] = await connection.run(
    `SELECT (SELECT count(*) FROM main.${table}) AS n, (SELECT sum(pgsize) FROM dbstat WHERE name = ${quoteLiteral(name)} AND aggregate = TRUE) AS bytes`,
  );
  const rows = Number(row?.["n"] ?? 0);
  return { empty: rows === 0, rows, bytes: Number(row?.["bytes"] ?? 0), partitioned: false };
}

/** undefined where there is no such column: a lone quoted name would be a string. */
async function isColumnEmpty(connection: Connection, table: string, column: string): Promise<boolean | undefined> {
  const exists = await connection.run(`SELECT 1 FROM pragma_table_xinfo(${quoteLiteral(table)}) WHERE name = ${quoteLiteral(column)}`);
  if (exists.length === 0) return undefined;
  const [row] = await connection.run(
    `SELECT NOT EXISTS (SELECT 1 FROM main.${quoteIdentifier(table)} AS t WHERE t.${quoteIdentifier(column)} IS NOT NULL) AS empty`,
  );
  return row?.["empty"] === 1;
}
