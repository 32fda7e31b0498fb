import { spawn } from "node:child_process";
import type { Milliseconds } from "../../core/duration.ts";

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  readonly timeout: Milliseconds;
  /** Bytes of standard output after which it is stopped. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: "ended"; readonly code: number | null; readonly output: Buffer; readonly complaint: string }
  | { readonly kind: "missing"; readonly program: string }
  | { readonly kind: "tooSlow" | "tooMuch" };

const mostComplaint = 64 * 1024;

/** Runs a program without a shell and without a terminal, in a process group of its own, so that whatever it starts ends with it. @throws the signal's reason */
export function runProgram(
  program: string,
  words: readonly string[],
  { cwd, env, input, timeout, most, signal }: ProgramOptions,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = "";
    let stopped: "tooSlow" | "tooMuch" | "aborted" | undefined;
    const stop = (why: "tooSlow" | "tooMuch" | "aborted") => {
      stopped ??= why;
      killGroup(child.pid);
    };
    const abort = () => stop("aborted");
    const timer = setTimeout(() => stop("tooSlow"), timeout);
    signal.addEventListener("abort", abort, { once: true });
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) stop("tooMuch");
      else output.push(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint = `${complaint}${text}`.slice(-mostComplaint);
    });
    // It may end before it has read everything.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    const settle = (end: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      end();
    };
    child.on("error", (error: NodeJS.ErrnoException) =>
      settle(() => (error.code === "ENOENT" ? resolve({ kind: "missing", program }) : reject(error))),
    );
    child.on("close", (code) =>
      settle(() => {
        if (stopped === "aborted") reject(signal.reason);
        else if (stopped !== undefined) resolve({ kind: stopped });
        else resolve({ kind: "ended", code, output: Buffer.concat(output), complaint });
      }),
    );
  });
}

/** With all that it started: what git calls for a transfer does not end with it. `-s`: Debian's shell takes no group behind `-KILL --`. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  spawn("sh", ["-c", 'kill -s KILL -- "-$1"', "sh", String(pid)], { stdio: "ignore" }).on("error", () => undefined);
}
