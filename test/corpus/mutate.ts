import { Client } from "pg";
import { mutations } from "./mutation/mutations.ts";

/** Which way to change a schema, and to which of its objects. */
export interface Pick {
  readonly way: number;
  readonly object: number;
}

/** Changes the schema by what the picks come to; one that the server refuses, or that has nothing to happen to, is left out. Gives the statements that ran. */
export async function mutate(url: string, picks: readonly Pick[]): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const ran: string[] = [];
  try {
    for (const [number, { way, object }] of picks.entries()) {
      const query = mutations[way % mutations.length]?.replaceAll("$n", String(number)) ?? "";
      const { rows } = await client.query<[string]>({ text: `${query} ORDER BY 1`, rowMode: "array" });
      const statement = rows[object % rows.length]?.[0];
      // One message of several statements is one transaction.
      if (statement !== undefined)
        await client.query(statement).then(
          () => ran.push(statement),
          () => undefined,
        );
    }
  } finally {
    await client.end();
  }
  return ran;
}
