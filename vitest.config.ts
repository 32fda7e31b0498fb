import { defineConfig } from "vitest/config";
import { PlainSummary } from "./test/plain-summary.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/server/global-setup.ts"],
    pool: "forks",
    reporters: ["default", new PlainSummary()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
