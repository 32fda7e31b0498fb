import { defineConfig } from "vitest/config";
import { PlainSummary } from "./test/plain-summary.ts";
import { nightly } from "./test/server/environment.ts";

const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
// A control plane, an operator and their databases share the machine; who waits for them polls.
const patient = { testTimeout: 180_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000, interval: 100 } } };
// What kills and holds up processes at moments of its own choosing, or watches how long an application waits, has the machine to itself.
const alone = ["test/crash/**/*.test.ts", "test/reconcile/never-blocks.test.ts", "test/execute/log-pacing.test.ts"];
// What a controller decides it decides without a server.
const kubernetes = ["test/kubernetes/*.test.ts", "test/kubernetes/!(controller)/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["test/server/global-setup.ts"],
    pool: "forks",
    // A night tells of each test when it has ended: some files take hours.
    reporters: [nightly ? "verbose" : "default", new PlainSummary()],
    // Only a run of files that need it starts an API server, or builds one, and then the other project's tests run meanwhile: it comes second.
    // (No group is 0: its files come last where there is one worker.)
    projects: [
      {
        test: {
          name: "keelson",
          include: ["test/**/*.test.ts"],
          exclude: [...alone, ...kubernetes],
          pool: "forks",
          maxWorkers: 2,
          ...limits,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: "alone", include: alone, pool: "forks", maxWorkers: 1, ...limits, sequence: { groupOrder: 2 } } },
      {
        test: {
          name: "kubernetes",
          include: kubernetes,
          globalSetup: ["test/kubernetes/server/global-setup.ts"],
          pool: "forks",
          maxWorkers: 1,
          ...patient,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
