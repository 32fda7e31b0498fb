import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { unprivileged } from "./unprivileged.ts";

/** `fast` disconnects and checkpoints; `immediate` leaves recovery to the next start; `kill` is SIGKILL to the postmaster alone. */
export type StopMode = "fast" | "immediate" | "kill";

const signalOf: Readonly<Record<StopMode, NodeJS.Signals>> = { fast: "SIGINT", immediate: "SIGQUIT", kill: "SIGKILL" };

export interface PostmasterOptions {
  readonly binaries: string;
  readonly directory: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** One run of a server process. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  log(): string;
  end(mode: StopMode): Promise<void>;
}

const ready = /ready to accept (read-only )?connections/;
/** Another process has the port; or the backends of a killed postmaster are still on their way out. */
const passing = /could not bind|pre-existing shared memory block|could not create any TCP\/IP sockets/;
const keptLines = 500;

/** Starts the server and waits until it accepts connections. Undefined: it could not for a reason that passes. */
export async function startPostmaster({ binaries, directory, port, settings }: PostmasterOptions): Promise<Postmaster | undefined> {
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: directory, port: String(port), ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries, "postgres"), ["-D", join(directory, "data"), ...flags], {
    ...unprivileged,
    cwd: directory,
    env: { LC_ALL: "C", TZ: "UTC" },
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines: string[] = [];
  const started = await firstLine(child, child.stderr, lines, exited);
  if (started === "exited") {
    const log = lines.join("\n");
    if (passing.test(log)) return undefined;
    throw new Error(`PostgreSQL did not start:\n${log}`);
  }
  child.unref();
  (child.stderr as Readable & { unref?: () => void }).unref?.();
  return {
    pid: child.pid as number,
    port,
    log: () => lines.join("\n"),
    end: async (mode) => {
      child.ref();
      child.kill(signalOf[mode]);
      await exited;
    },
  };
}

/** Collects the log and tells whether the server became ready or ended before. */
function firstLine(child: ChildProcess, log: Readable, lines: string[], exited: Promise<void>): Promise<"ready" | "exited"> {
  const reader = createInterface({ input: log });
  return new Promise((resolve, reject) => {
    reader.on("line", (line) => {
      if (lines.push(line) > keptLines) lines.shift();
      if (ready.test(line)) resolve("ready");
    });
    child.once("error", reject);
    void Promise.all([exited, once(reader, "close")]).then(() => resolve("exited"));
  });
}
