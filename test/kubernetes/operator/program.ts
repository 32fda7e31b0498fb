import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Finished, startKeelson } from "../../cli/keelson.ts";
import { guardedDirectory } from "../../server/guard.ts";
import type { TestNamespace } from "../server/test-cluster.ts";
import { operatorRules } from "../server/operator-rules.ts";
import type { LogLine } from "./test-operator.ts";

/** The built command as a process of its own, as it runs in a Pod. */
export interface OperatorProgram extends AsyncDisposable {
  readonly pid: number;
  /** Answers over HTTP. */
  readonly url: string;
  readonly lines: () => readonly LogLine[];
  signal(name: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
}

let accounts = 0;

/** `more`: further flags. `cwd`: where it is started, as the working folder of an image. `leads`: waits until it does the work. `started`: another one may have to end first. */
export async function startProgram(
  namespace: TestNamespace,
  until: "started" | "leads",
  kubeconfig?: string,
  more: readonly string[] = [],
  cwd = "/tmp",
): Promise<OperatorProgram> {
  const account = kubeconfig ?? (await namespace.serviceAccount({ name: `program-${++accounts}`, rules: operatorRules })).kubeconfig;
  let text = "";
  // It goes when this process does, however that ends.
  const guarded = guardedDirectory("operator", "pid");
  const own = join(guarded.path, "kubeconfig");
  copyFileSync(account, own);
  const words = ["operator", "--kubeconfig", own, "--listen", "127.0.0.1:0", "--log-format", "json", "--allow-directories"];
  const { child, finished } = startKeelson([...words, ...more], {
    cwd,
    onStart: (process) => process.stderr?.on("data", (part) => (text += String(part))),
  });
  writeFileSync(join(guarded.path, "pid"), `${child.pid}\n`);
  const lines = () =>
    text
      .slice(0, text.lastIndexOf("\n") + 1)
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as LogLine);
  const find = (event: string) => lines().find((line) => line.event === event);
  const end = async () => {
    child.kill("SIGKILL");
    await finished;
    guarded.remove();
  };
  try {
    await expect.poll(() => find(`operator.${until}`) !== undefined || child.exitCode !== null).toBe(true);
    if (child.exitCode !== null) throw new Error(text);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${find("operator.started")?.["port"]}`,
    lines,
    signal: (name) => void child.kill(name),
    finished,
    [Symbol.asyncDispose]: end,
  };
}
