import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { optimizeLate } from "../../cmd/keelson/late-optimizer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Host {
  readonly v8?: string;
  readonly execArgv?: string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What V8 is told over time. */
function told({ v8 = "13.6.233.17-node.50", execArgv = [], env = {} }: Host): readonly string[] {
  const events: string[] = [];
  const flags = {
    change: (own: string, usual: string) => events.push(`${own}, else ${usual}`),
    takeBack: (own: string) => events.push(`no longer ${own}`),
  };
  optimizeLate(flags, { versions: { ...process.versions, v8 }, execArgv, env });
  vi.advanceTimersByTime(4900);
  events.push("4.9 s");
  vi.advanceTimersByTime(200);
  return events;
}

test("the best compiler begins when a run has lasted for five seconds", () => {
  expect(told({})).toEqual([
    "--no-turbofan, else --turbofan",
    "--force-emit-interrupt-budget-checks, else --no-force-emit-interrupt-budget-checks",
    "4.9 s",
    "no longer --no-turbofan",
    "no longer --force-emit-interrupt-budget-checks",
  ]);
});

test.for<readonly [string, Host]>([
  ["V8 has none between the first and the best", { v8: "12.4.254.21-node.33" }],
  ["somebody wants no compiler", { env: { NODE_OPTIONS: "--jitless" } }],
  ["somebody has chosen one", { execArgv: ["--no-opt"] }],
  ["somebody has chosen another", { execArgv: ["--no-maglev"] }],
])("it is left as it is where %s", ([, host]) => {
  expect(told(host)).toEqual(["4.9 s"]);
});
