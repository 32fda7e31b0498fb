import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";
import { quoteIdentifier } from "../quote.ts";

interface Probe {
  /** A view, or the triggers of one table for one event. */
  readonly what: string;
  readonly sql: string;
}

/** Views, and events with triggers, that SQLite can compile as things stand: EXPLAIN compiles and runs nothing. */
export async function compiles(connection: Connection): Promise<ReadonlySet<string>> {
  const working = new Set<string>();
  for (const { what, sql: text } of await probes(connection)) if ((await faultOf(connection, text)) === null) working.add(what);
  return working;
}

/** What worked and no longer does. */
export async function brokenDependants(
  connection: Connection,
  working: ReadonlySet<string>,
): Promise<readonly { readonly what: string; readonly reason: string }[]> {
  const broken: { what: string; reason: string }[] = [];
  for (const { what, sql: text } of await probes(connection)) {
    const reason = working.has(what) ? await faultOf(connection, text) : null;
    if (reason !== null) broken.push({ what, reason });
  }
  return broken;
}

async function faultOf(connection: Connection, text: string): Promise<string | null> {
  return connection.run(`EXPLAIN ${text}`).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

async function probes(connection: Connection): Promise<readonly Probe[]> {
  // A view's columns are not asked for: of a broken one SQLite cannot tell them.
  const rows = await connection.rows<{ readonly type: string; readonly name: string; readonly column: string | null }>(sql`
    SELECT s.type, s.name, CASE s.type WHEN 'table' THEN (SELECT c.name FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0 LIMIT 1) END AS "column"
      FROM main.sqlite_schema AS s
     WHERE s.type = 'view' OR (s.type = 'table' AND s.name IN (SELECT tbl_name FROM main.sqlite_schema WHERE type = 'trigger'))`);
  return rows.flatMap(({ type, name, column }): readonly Probe[] => {
    const table = quoteIdentifier(name);
    if (type === "view") return [{ what: `view ${name}`, sql: `SELECT * FROM ${table}` }];
    const update =
      column === null
        ? []
        : [{ what: `triggers of ${name} on update`, sql: `UPDATE ${table} SET ${quoteIdentifier(column)} = ${quoteIdentifier(column)}` }];
    return [
      { what: `triggers of ${name} on insert`, sql: `INSERT INTO ${table} DEFAULT VALUES` },
      { what: `triggers of ${name} on delete`, sql: `DELETE FROM ${table}` },
      ...update,
    ];
  });
}
