import { afterAll, beforeAll } from "vitest";
import { ask } from "../../server/ask.ts";
import { describePostgres, type Server, startServer } from "../../server/postgres.ts";
import { writeHistory } from "../faults/history.ts";
import { FaultProject } from "../faults/project.ts";
import { type Trace, traceOf } from "../faults/trace.ts";

/** A server of the file's own that writes to the disk. */
export interface House {
  readonly server: Server;
  /** What an undisturbed run of the history leaves on it; made when first asked for. */
  undisturbed(): Promise<Trace>;
  /** The URL of a new, empty database. */
  database(): Promise<string>;
}

/** `describe` once for every major of this run. The house is there when the tests run. */
export function describeHouse(name: string, suite: (house: House) => void, settings: Readonly<Record<string, string>> = {}): void {
  describePostgres(name, ({ major }) => {
    let server: Server;
    let undisturbed: Promise<Trace> | undefined;
    let count = 0;
    const database = async () => {
      const own = `d${++count}`;
      await ask(server.url, `CREATE DATABASE ${own} TEMPLATE template0`);
      return server.urlOf(own);
    };
    beforeAll(async () => {
      server = await startServer({ major, fsync: "on", settings });
    });
    const runAlone = async () => {
      const url = await database();
      using project = new FaultProject({ url });
      writeHistory(project);
      await project.upgrade();
      return traceOf(url);
    };
    afterAll(() => server?.stop());
    suite({
      get server() {
        return server;
      },
      undisturbed: () => (undisturbed ??= runAlone()),
      database,
    });
  });
}
