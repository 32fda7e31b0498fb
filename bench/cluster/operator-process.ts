import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { keelsonCommand } from "../places.ts";

/** What a process has taken so far. */
export interface Usage {
  /** Resident memory, bytes. */
  readonly resident: number;
  /** Processor time, milliseconds. */
  readonly processor: number;
}

/** `keelson operator` as a process of its own, as it runs in a Pod. */
export interface OperatorProcess extends AsyncDisposable {
  /** Answers over HTTP. */
  readonly url: string;
  readonly pid: number;
  usage(): Usage;
}

export interface OperatorProcessOptions {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly concurrency?: number;
  readonly execArgv?: readonly string[];
}

/** Of Linux, which has a hundred a second. */
const tick = 10;

/** Starts an operator and waits until it leads. It ends with SIGTERM when it is disposed of. */
export async function startOperatorProcess({ kubeconfig, namespace, concurrency = 10, execArgv = [] }: OperatorProcessOptions): Promise<OperatorProcess> {
  const words = ["operator", "--kubeconfig", kubeconfig, "-n", namespace, "--listen", "127.0.0.1:0", "--log-format", "json", "--allow-directories", "--concurrency", String(concurrency)];
  const child = spawn(process.execPath, [...execArgv, keelsonCommand, ...words], { cwd: "/tmp", stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(child, "exit");
  const { promise: leads, resolve, reject } = Promise.withResolvers<string>();
  let url = "";
  createInterface({ input: child.stderr }).on("line", (line) => {
    const { event, level, port } = line.startsWith("{") ? JSON.parse(line) : { event: line, level: "error", port: 0 };
    if (event === "operator.started") url = `http://127.0.0.1:${port}`;
    if (event === "operator.leads") resolve(url);
    if (level === "error" || level === "warn") console.warn(line);
  });
  child.once("exit", (code) => reject(new Error(`the operator ended with ${code}`)));
  await leads;
  const pid = child.pid as number;
  return {
    url,
    pid,
    usage: () => ({ resident: residentOf(pid), processor: processorOf(pid) }),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const residentOf = (pid: number): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

function processorOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime and stime, counted from the state as field 3.
  return (Number(fields[11]) + Number(fields[12])) * tick;
}
