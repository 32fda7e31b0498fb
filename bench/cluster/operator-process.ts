import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { keelsonCommand, root } from "../places.ts";
import { atOnce, type BenchPlace } from "./bench-cluster.ts";

/** What a process has taken so far. */
export interface Usage {
  /** Resident memory, bytes. */
  readonly resident: number;
  /** Processor time, milliseconds. */
  readonly processor: number;
}

/** `keelson operator` as a process of its own, in the environment of its image. */
export interface OperatorProcess extends AsyncDisposable {
  /** Answers over HTTP. */
  readonly url: string;
  /** Where the web page is, with `--ui`. */
  readonly page: string;
  metrics(): Promise<string>;
  usage(): Usage;
  signal(name: NodeJS.Signals): void;
}

/** Of Linux, in milliseconds. */
const tick = 10;

export interface OperatorStart {
  /** `leads`: waits until it does the work. `started`: beside others. */
  readonly until: "leads" | "started";
  readonly flags: readonly string[];
}

/** Starts an operator for the namespace. Disposing of it kills it. */
export async function startOperatorProcess(
  { account, namespace }: BenchPlace,
  { until, flags }: OperatorStart = { until: "leads", flags: [] },
): Promise<OperatorProcess> {
  const words = [
    "operator",
    "--kubeconfig",
    account.kubeconfig,
    "-n",
    namespace,
    "--listen",
    "127.0.0.1:0",
    "--log-format",
    "json",
    "--allow-directories",
    "--concurrency",
    String(atOnce),
    ...flags,
  ];
  const child = spawn(process.execPath, [keelsonCommand, ...words], {
    cwd: "/tmp",
    env: { ...process.env, ...imageEnvironment() },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>();
  let [url, page] = ["", ""];
  createInterface({ input: child.stderr }).on("line", (line) => {
    const { event, level, port, ui } = line.startsWith("{") ? JSON.parse(line) : { event: line, level: "error", port: 0, ui: 0 };
    if (event === "operator.started") [url, page] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${ui}`];
    if (event === `operator.${until}`) resolve(url);
    if (level === "error") console.warn(line);
  });
  child.once("exit", (code) => reject(new Error(`the operator ended with ${code}`)));
  await ready;
  const pid = child.pid as number;
  return {
    url,
    page,
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    usage: () => ({ resident: residentOf(pid), processor: processorOf(pid) }),
    signal: (name) => void child.kill(name),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** What `deploy/Dockerfile` sets. */
function imageEnvironment(): Readonly<Record<string, string>> {
  const dockerfile = readFileSync(join(root, "deploy", "Dockerfile"), "utf8");
  const [, settings = ""] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
  return Object.fromEntries(
    settings
      .split(" ")
      .map((setting) => setting.split("=") as [string, string])
      .map(([name, ...value]) => [name, value.join("=")]),
  );
}

const residentOf = (pid: number): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

/** utime and stime, after the name, which may have blanks in it. */
function processorOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tick;
}
