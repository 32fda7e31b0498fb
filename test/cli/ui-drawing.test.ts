import { execFile } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";

/** Processes that another one started. */
async function childrenOf(pid: number | undefined): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "pid=", "--ppid", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").flatMap((line) => (line.trim() === "" ? [] : [Number(line)]));
}

/** Of these those that are at work: what nobody has taken leave of yet is not. */
async function aliveOf(pids: readonly number[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "stat=", "-p", pids.join()]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").filter((state) => state !== "" && !state.startsWith("Z"));
}

test.for(["SIGINT", "SIGKILL"] as const)("a picture that takes long outlives nothing that %s ends", async (signal) => {
  using project = new FaultProject({ url: "sqlite:./app.db" });
  const columns = Array.from({ length: 40 }, (_, at) => `{ name: c${at}, type: integer }`).join(", ");
  const keys = (own: number) =>
    Array.from({ length: 8 }, (_, at) => `{ columns: [c${at}], references: { table: t${(own * 7 + at * 11) % 60}, columns: [c0] } }`).join(
      ", ",
    );
  const tables = Array.from(
    { length: 60 },
    (_, at) => `- { name: t${at}, columns: [ ${columns} ], primaryKey: { columns: [c0] }, foreignKeys: [ ${keys(at)} ] }`,
  );
  project.write(
    "db/schema.yaml",
    `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  tables:\n    ${tables.join("\n    ")}\n`,
  );
  const { child, finished } = project.start(["ui", "--listen", "127.0.0.1:0"]);
  const [said] = (await once(child.stdout as NodeJS.EventEmitter, "data")) as [string];
  const answer = fetch(`${/http:\S+/.exec(said)?.[0]}schema/app`).catch(() => "gone");
  let drawing: readonly number[] = [];
  await expect.poll(async () => (drawing = await childrenOf(child.pid)), { timeout: 20_000 }).toHaveLength(1);
  child.kill(signal);
  const began = performance.now();
  await finished;
  expect(await answer).toBe("gone");
  await expect.poll(() => aliveOf(drawing), { timeout: 4_000 }).toEqual([]);
  expect(performance.now() - began).toBeLessThan(5_000);
});
