import { defineConfig } from "vitest/config";
import { PlainSummary } from "./test/plain-summary.ts";
import { nightly } from "./test/server/environment.ts";

// One more than CI has cores: what kills, holds up and polls leaves its core to others most of the time.
const many = { pool: "forks", maxWorkers: 3, sequence: { groupOrder: 1 } } as const;
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
// A control plane, an operator and their databases share the machine; who waits for them polls.
const patient = { testTimeout: 180_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000, interval: 100 } } };
// What watches how long an application waits has the machine to itself.
const alone = [
  "test/crash/elementary/4-index-and-waiter.test.ts",
  "test/crash/elementary/5-stalled-readers.test.ts",
  "test/reconcile/never-blocks.test.ts",
  "test/execute/log-pacing.test.ts",
];
// What a controller decides it decides without a server.
const kubernetes = ["test/kubernetes/*.test.ts", "test/kubernetes/!(controller)/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["test/server/global-setup.ts"],
    pool: "forks",
    // A night tells of each test when it has ended: some files take hours.
    reporters: [nightly ? "verbose" : "default", new PlainSummary()],
    // Only a run of files that need it starts an API server, or builds one, and then the other project's tests run meanwhile: it comes second,
    // as the order of the names has it. (No group is 0: its files come last where there is one worker.)
    projects: [
      {
        test: {
          name: "keelson",
          include: ["test/**/*.test.ts"],
          exclude: [...alone, ...kubernetes],
          ...many,
          ...limits,
        },
      },
      {
        test: {
          name: "kubernetes",
          include: kubernetes,
          globalSetup: ["test/kubernetes/server/global-setup.ts"],
          ...many,
          ...patient,
        },
      },
      { test: { name: "alone", include: alone, pool: "forks", maxWorkers: 1, ...limits, sequence: { groupOrder: 2 } } },
    ],
  },
});
