import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { type Server, startServer } from "../test/server/start-server.ts";

/** A server that keeps its promises to the disk, and empty databases in it. */
export interface BenchServer extends AsyncDisposable {
  /** A new one; a copy of another, given by its URL. */
  database(template?: string): Promise<string>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const server: Server = await startServer({ fsync: "on" });
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  return {
    database: async (template) => {
      const name = `bench_${randomBytes(5).toString("hex")}`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template === undefined ? "template0" : new URL(template).pathname.slice(1)}`);
      await admin.query("CHECKPOINT");
      return server.urlOf(name);
    },
    [Symbol.asyncDispose]: async () => {
      await admin.end();
      await server.stop();
    },
  };
}
