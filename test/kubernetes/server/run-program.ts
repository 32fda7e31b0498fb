import { spawn } from "node:child_process";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly kubeconfig: string;
  /** Standard input. */
  readonly input?: string;
  readonly cwd?: string;
}

/** Runs a client program to its end, with this kubeconfig and none of the developer's own settings. */
export function runProgram(program: string, args: readonly string[], { kubeconfig, input = "", cwd }: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: "/nonexistent", KUBECONFIG: kubeconfig, TZ: "UTC" };
    const child = spawn(program, args, { env, ...(cwd === undefined ? {} : { cwd }) });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      return parts;
    }) as [Buffer[], Buffer[]];
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
    // It may end without having read all of it.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
