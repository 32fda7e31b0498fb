import databases, { sql } from "@databases/sqlite";

/** A connection beside keelson's: somebody's hand, and the test's own eye. */
export interface Beside {
  rows(text: string): Promise<readonly Record<string, unknown>[]>;
  run(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openBeside(path: string): Promise<Beside> {
  const database = databases.default(path);
  return {
    rows: async (text) => (await database.query(sql.__dangerous__rawValue(text))) as Record<string, unknown>[],
    run: async (text) => void (await database.query(sql.__dangerous__rawValue(text))),
    close: () => database.dispose(),
  };
}
