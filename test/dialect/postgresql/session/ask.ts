import { Client } from "pg";

/** Runs statements over a connection of its own; gives the single value of the first. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answer: unknown = await client.query({ text: sql, rowMode: "array" });
    const [first] = Array.isArray(answer) ? answer : [answer];
    return (first as { readonly rows: readonly unknown[][] }).rows[0]?.[0];
  } finally {
    await client.end();
  }
}
