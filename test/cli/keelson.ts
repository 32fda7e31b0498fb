import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const main = fileURLToPath(new URL("../../dist/cmd/keelson/main.cjs", import.meta.url));

/** What is compiled of the program is shared by all tests, whose homes are their own. */
const sharedCode = { NODE_COMPILE_CACHE: fileURLToPath(new URL("../../.cache/code", import.meta.url)) } as const;

export interface Finished {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON; throws where it is none. */
  json<T = any>(): T;
}

/** A command line that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Given the process, to hurt it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Starts the built command line as a process of its own, without a terminal. */
export function startKeelson(words: readonly string[], { cwd, env = {}, input, signal, onStart }: RunOptions): Running {
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, ...sharedCode, ...env },
    signal,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    onStart?.(child);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) }));
    child.stdin.end(input ?? "");
  });
  return { child, finished };
}

/** Runs it to its end. */
export const runKeelson = (words: readonly string[], options: RunOptions): Promise<Finished> => startKeelson(words, options).finished;
