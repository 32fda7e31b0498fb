import { existsSync, rmSync } from "node:fs";
import { sql } from "@databases/sqlite";
import type { Dialect } from "../../port/dialect.ts";
import type { Connection } from "./connection/connection.ts";
import { findFile, pathOf } from "./connection/open-file.ts";
import { inTransaction } from "./connection/transaction.ts";
import { journalTables } from "./journal/tables.ts";
import { quoteIdentifier } from "./quote.ts";
import { openFile } from "./session.ts";

/** The file itself: a database is there as soon as the file is. */
export const administration: Dialect["administration"] = {
  create: async (target, options) => {
    const file = findFile(target);
    const existed = existsSync(file.path);
    const connection = await openFile(file, options);
    await connection.makeFile();
    await connection.close();
    return existed ? "exists" : "created";
  },
  drop: async (target) => {
    const path = pathOf(target);
    if (!existsSync(path)) return "absent";
    // The journal first: left alone beside a new file of the same name it would be played into that one.
    for (const suffix of ["-journal", "-wal", "-shm", ""]) rmSync(`${path}${suffix}`, { force: true });
    return "dropped";
  },
  clean: async (target, schemas, options) => {
    if (!schemas.includes("main")) return;
    const file = findFile(target);
    if (!existsSync(file.path)) return;
    const connection = await openFile(file, options);
    try {
      await connection.run("PRAGMA foreign_keys = OFF");
      await inTransaction(connection, () => dropAll(connection));
    } finally {
      await connection.close();
    }
  },
};

/** Everything but the journal. A virtual table takes its shadows with it. */
async function dropAll(connection: Connection): Promise<void> {
  const entries = await connection.rows<{ readonly type: string; readonly name: string }>(sql`
    SELECT s.type, s.name FROM main.sqlite_schema AS s LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name
     WHERE (s.type = 'view' OR (s.type = 'table' AND l.type IN ('table', 'virtual'))) AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND s.name NOT IN (SELECT value FROM json_each(${JSON.stringify(journalTables)}))
     ORDER BY s.type = 'table', s.rowid`);
  for (const { type, name } of entries) await connection.run(`DROP ${type} ${quoteIdentifier(name)}`);
}
