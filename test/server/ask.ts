import { Client } from "pg";

export type Row = Readonly<Record<string, unknown>>;

/** The rows of the last statement, over a connection of its own. */
export async function askRows<T extends Row = Row>(url: string, sql: string): Promise<readonly T[]> {
  const client = new Client({ connectionString: url });
  // A server that goes away fails the question, and would end the process beside that.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const results = [await client.query(sql)].flat();
    return (results.at(-1)?.rows ?? []) as T[];
  } finally {
    await client.end();
  }
}

/** The first value of the first row, over a connection of its own; undefined where there is no row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const [row] = await askRows(url, sql);
  return row === undefined ? undefined : Object.values(row)[0];
}
