import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleAlone } from "../../build/bundle.ts";
import { median } from "../contest.ts";
import { root } from "../places.ts";
import { keelson } from "../tool/keelson.ts";
import type { Suite } from "./suite.ts";
import { writeHistory } from "./write-history.ts";

const steps = 10_000;
const [greatestRatio, greatestPeak] = [0.25, 300];

interface Trial {
  /** Milliseconds. */
  readonly time: number;
  readonly megabytes: number;
}

/** Planning revisions that are read already, without a database, against parsing their files with `yaml` alone. */
export const planning: Suite = async ({ directory, rounds }) => {
  const folder = join(await writeHistory(keelson, steps, directory), "db", "revisions");
  // Compiled as the product is: taking the types off at every start needs memory of its own.
  const program = join(root, ".cache/bench/plan-without-database.mjs");
  await bundleAlone(root, "bench/plan-without-database.ts", program);
  const trial = async (part: "parse" | "plan"): Promise<Trial> =>
    JSON.parse((await promisify(execFile)(process.execPath, [program, folder, part])).stdout) as Trial;
  const pairs: { readonly parse: Trial; readonly plan: Trial }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ parse: await trial("parse"), plan: await trial("plan") });
  const ratio = median(pairs.map(({ parse, plan }) => plan.time / parse.time));
  const peak = median(pairs.map(({ plan }) => plan.megabytes));
  const [parsed, planned] = (["parse", "plan"] as const).map((part) => median(pairs.map((pair) => pair[part].time)).toFixed(0));
  return `\n## Planning ${steps} revisions without a database\n
Parsing the files ${parsed} ms, planning them ${planned} ms: ${ratio.toFixed(2)} × (≤ ${greatestRatio}: ${verdict(ratio, greatestRatio)}), the process with all of them at most ${peak.toFixed(0)} MB (≤ ${greatestPeak}: ${verdict(peak, greatestPeak)}).`;
};

const verdict = (value: number, goal: number): string => (value <= goal ? "met" : "missed");
