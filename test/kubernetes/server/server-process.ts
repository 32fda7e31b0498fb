import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";

const keptLines = 500;

/** One run of a server process; its pid lies in `<name>.pid`, for the guard of the directory. */
export interface ServerProcess {
  readonly pid: number;
  /** The end of what it has logged. */
  log(): string;
  /** Whether it has ended, for whatever reason. */
  hasEnded(): boolean;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ServerCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
}

/** Starts a process that does not keep this one alive. */
export function startProcess({ name, program, args, directory }: ServerCommand): ServerProcess {
  const child = spawn(program, args, { cwd: directory, env: { TZ: "UTC" }, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const lines = keepLines(child);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      lines.push(error.message);
      resolve();
    });
  });
  if (child.pid !== undefined) writeFileSync(join(directory, `${name}.pid`), `${child.pid}\n`);
  child.unref();
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    log: () => lines.join("\n"),
    hasEnded,
    end: async (signal) => {
      child.ref();
      if (!hasEnded()) child.kill(signal);
      await ended;
    },
  };
}

function keepLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  createInterface({ input: child.stderr as Readable }).on("line", (line) => {
    if (lines.push(line) > keptLines) lines.shift();
  });
  (child.stderr as Readable & { unref?: () => void }).unref?.();
  return lines;
}
