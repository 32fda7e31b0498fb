import { Client } from "pg";
import type { DumpEntry } from "./dump-entries.ts";

/** Runs each entry by itself in the order of the dump; gives those that failed, for lack of what they refer to. */
export async function layByHand(url: string, entries: readonly DumpEntry[]): Promise<readonly DumpEntry[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const failed: DumpEntry[] = [];
  try {
    await client.query("SET check_function_bodies = off");
    for (const entry of entries) await client.query(entry.sql).catch(() => failed.push(entry));
  } finally {
    await client.end();
  }
  return failed;
}
