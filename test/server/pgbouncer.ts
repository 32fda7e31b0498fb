import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./free-port.ts";
import { guardedDirectory } from "./guard.ts";
import { findPgBouncer } from "./find-pgbouncer.ts";
import { unprivileged } from "./unprivileged.ts";

export type PoolMode = "session" | "transaction" | "statement";

export interface PgBouncerOptions {
  /** URL of the server, or of a database of it, that the pool stands before; all its databases are reached. */
  readonly server: string;
  readonly mode: PoolMode;
  /** More settings of the section `[pgbouncer]`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PgBouncer extends AsyncDisposable {
  /** The same URL as the server's, through the pool. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether this machine has PgBouncer; tests that need it say `describe.skipIf(!havePgBouncer)`. */
export const havePgBouncer = findPgBouncer() !== undefined;

const attempts = 20;

/** Starts PgBouncer on a free port of 127.0.0.1. It ends with this process at the latest. */
export async function startPgBouncer({ server, mode, settings }: PgBouncerOptions): Promise<PgBouncer> {
  const program = findPgBouncer();
  if (program === undefined) throw new Error("PgBouncer is not installed");
  const target = new URL(server);
  const directory = guardedDirectory("pgbouncer", "pid");
  const file = join(directory.path, "pgbouncer.ini");
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = await freePort();
    writeFileSync(file, configuration(target, directory.path, { pool_mode: mode, listen_port: String(port), ...settings }));
    const end = await startProcess(program, file, directory.path);
    if (end === undefined) continue;
    const stop = async () => {
      await end();
      directory.remove();
    };
    const url = new URL(server);
    url.port = String(port);
    return { url: url.href, stop, [Symbol.asyncDispose]: stop };
  }
  directory.remove();
  throw new Error(`PgBouncer found no free port in ${attempts} attempts`);
}

function configuration(target: URL, directory: string, settings: Readonly<Record<string, string>>): string {
  const all = {
    listen_addr: "127.0.0.1",
    unix_socket_dir: "",
    auth_type: "any",
    max_client_conn: "200",
    pidfile: join(directory, "pid"),
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  return [`[databases]`, `* = host=${target.hostname} port=${target.port} user=${target.username}`, `[pgbouncer]`, ...lines, ""].join("\n");
}

/** Gives the function that ends the process; undefined where the port was taken. */
async function startProcess(program: string, file: string, directory: string): Promise<(() => Promise<void>) | undefined> {
  const child = spawn(program, [file], { ...unprivileged, cwd: directory, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const log: string[] = [];
  const outcome = await new Promise<"up" | "exited">((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      if (line.includes("process up")) resolve("up");
    });
    child.once("error", reject);
    child.once("close", () => resolve("exited"));
  });
  if (outcome === "exited") {
    if (log.some((line) => line.includes("Address already in use"))) return undefined;
    throw new Error(`PgBouncer did not start:\n${log.join("\n")}`);
  }
  child.unref();
  return async () => {
    child.ref();
    child.kill("SIGTERM");
    await exited;
  };
}
