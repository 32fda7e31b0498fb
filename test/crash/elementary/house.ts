import { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { ask, askRows } from "../../server/ask.ts";
import { describePostgres, type Server, startServer } from "../../server/postgres.ts";
import { writeHistory } from "../faults/history.ts";
import { FaultProject } from "../faults/project.ts";
import { sessions, type Trace, traceOf } from "../faults/trace.ts";

/** A server of the file's own that writes to the disk, and what an undisturbed run of the history leaves on it. */
export interface House {
  readonly server: Server;
  readonly undisturbed: Trace;
  /** The URL of a new, empty database. */
  database(): Promise<string>;
}

/** `describe` once for every major of this run. The house is there when the tests run. */
export function describeHouse(name: string, suite: (house: House) => void, settings: Readonly<Record<string, string>> = {}): void {
  describePostgres(name, ({ major }) => {
    let server: Server;
    let undisturbed: Trace;
    let count = 0;
    const database = async () => {
      const own = `d${++count}`;
      await ask(server.url, `CREATE DATABASE ${own} TEMPLATE template0`);
      return server.urlOf(own);
    };
    beforeAll(async () => {
      server = await startServer({ major, fsync: "on", settings });
      const url = await database();
      using project = new FaultProject({ url });
      writeHistory(project);
      await project.upgrade();
      undisturbed = await traceOf(url);
    });
    afterAll(() => server?.stop());
    suite({
      get server() {
        return server;
      },
      get undisturbed() {
        return undisturbed;
      },
      database,
    });
  });
}

/** A session of somebody else: what it has begun lasts until it ends. */
export async function openSession(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: "app" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Asks until the first value of the first row is true: the server itself says when it is so. */
export async function until(url: string, condition: string, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const client = await openSession(url);
  try {
    for (;;) {
      const { rows } = await client.query<Record<string, unknown>>(condition);
      if (Object.values(rows[0] ?? {})[0] === true) return;
      if (Date.now() > end) throw new Error(`not within ${seconds} s: ${condition}\n${JSON.stringify(await activity(url), null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
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
export const nobodyLeft = (url: string): Promise<void> => until(url, sessions.replace("count(*)::int", "count(*) = 0"), 5);
