import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Runner {
  readonly child: ChildProcess;
  /** `0`, or a signal, or what it said when it failed. */
  readonly ended: Promise<string>;
}

/** Starts a runner of the canonical plan, or of its index alone. */
export function startRunner(url: string, ...what: readonly string[]): Runner {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "child.ts"), url, ...what], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk) => (said += chunk));
  const ended = once(child, "close").then(([code, signal]) => (code === 0 ? "0" : (signal ?? said)) as string);
  return { child, ended };
}
