import { defineConfig } from "vitest/config";
import { PlainSummary } from "./test/plain-summary.ts";

const limits = { testTimeout: 30_000, hookTimeout: 60_000 };
// What a controller decides it decides without a server.
const kubernetes = ["test/kubernetes/*.test.ts", "test/kubernetes/!(controller)/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["test/server/global-setup.ts"],
    pool: "forks",
    reporters: ["default", new PlainSummary()],
    // Only a run of files that need it starts an API server, or builds one.
    projects: [
      { test: { name: "keelson", include: ["test/**/*.test.ts"], exclude: kubernetes, pool: "forks", ...limits } },
      { test: { name: "kubernetes", include: kubernetes, globalSetup: ["test/kubernetes/server/global-setup.ts"], pool: "forks", ...limits, testTimeout: 90_000, expect: { poll: { timeout: 30_000 } } } },
    ],
  },
});
