import { DatabaseSync } from "node:sqlite";

/** Runs scripts in their order as the shell of SQLite does: it leaves foreign keys unchecked, and takes a name in double quotes that nothing has for a text. */
export function runSqlite(path: string, scripts: readonly string[]): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false, enableDoubleQuotedStringLiterals: true });
  try {
    for (const script of scripts) database.exec(script);
  } finally {
    database.close();
  }
}
