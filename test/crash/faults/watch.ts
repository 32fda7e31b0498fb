import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { askRows } from "../../server/ask.ts";

/** A session of somebody else: what it has begun lasts until it ends. */
export async function openSession(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: "app" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** What is asked of does not exist yet: the journal is made by the run that is waited for. */
const notYet: ReadonlySet<unknown> = new Set(["42P01", "3F000"]);

/** Asks until the first value of the first row is true: the server itself says when it is so. */
export async function until(url: string, condition: string, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const client = await openSession(url);
  try {
    for (;;) {
      const answer = await client.query<Record<string, unknown>>(condition).catch((error: { readonly code?: unknown }) => {
        if (!notYet.has(error.code)) throw error;
        return { rows: [] };
      });
      if (Object.values(answer.rows[0] ?? {})[0] === true) return;
      if (Date.now() > end) throw new Error(`not within ${seconds} s: ${condition}\n${JSON.stringify(await activity(url), null, 1)}`);
      await sleep(20);
    }
  } finally {
    await client.end();
  }
}

const activity = (url: string) =>
  askRows(
    url,
    "SELECT pid, application_name, state, wait_event, left(query, 200) AS query FROM pg_stat_activity WHERE datname = current_database()",
  );

/** A moment after the process has ended none of its sessions is left. */
export const nobodyLeft = (url: string): Promise<void> =>
  until(url, "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson'", 5);
