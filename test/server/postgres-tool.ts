import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

const run = promisify(execFile);

export type PostgresTool = "pg_dump" | "pg_dumpall" | "psql" | "pgbench" | "pg_amcheck" | "pg_resetwal";

const directory = inject("postgresTools");

/** Whether this run has the client programs; tests that need them say `describe.skipIf(!havePostgresTools)`. */
export const havePostgresTools = directory !== null;

/** The path of a client program of the newest major. */
export function postgresTool(name: PostgresTool): string {
  if (directory === null) throw new Error(`${name} is not to be had in this run`);
  return join(directory, name);
}

/** Runs a client program to its end and gives what it printed. Throws with its standard error when it fails. */
export async function runPostgresTool(name: PostgresTool, args: readonly string[]): Promise<string> {
  const { stdout } = await run(postgresTool(name), args, { maxBuffer: 1 << 29, env: { LC_ALL: "C", TZ: "UTC", PGCONNECT_TIMEOUT: "10" } });
  return stdout;
}
