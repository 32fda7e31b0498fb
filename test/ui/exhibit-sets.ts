import type { PageSet, PageTarget, PageWave } from "../../src/page/page-set.ts";
import { at, busy, calm, hostile, long } from "./exhibit-status.ts";

const wave = (index: number, rest: Partial<PageWave>): PageWave => ({
  index,
  labels: {},
  maxConcurrent: null,
  pauseFor: null,
  maxFailures: 0,
  targets: 0,
  ready: 0,
  failed: 0,
  state: "not begun",
  ...rest,
});

const target = (name: string, of: number, rest: Partial<PageTarget>): PageTarget => ({
  name,
  key: "prod/shop",
  wave: of,
  ready: "Unknown",
  isFailed: false,
  ...rest,
});

const { reason, message, conditions } = busy;

/** A rollout with waves in every state, one that nobody has looked at, and one that is through. */
export const sets: readonly PageSet[] = [
  {
    key: "prod/tenants",
    reason,
    message,
    conditions,
    diagnostics: [{ code: "set-name-unfit", severity: "error", message: hostile, remedy: "Choose another name" }],
    total: 2_000,
    ready: 1_200,
    failed: 2,
    wave: 3,
    waves: [
      wave(0, { labels: { canary: "yes", [hostile]: long }, targets: 1, ready: 1, state: "through", pauseFor: "1h" }),
      wave(1, {
        labels: { tier: "small" },
        state: "paused",
        until: at(59),
        pauseFor: "30m",
        maxFailures: 12,
        failed: 2,
        maxConcurrent: 1_000,
      }),
      wave(2, { labels: { tier: "large" }, state: "under way", maxFailures: null }),
      wave(3, { labels: { tier: "huge" }, state: "stopped", failed: 1 }),
      wave(4, { labels: { tier: "asleep" }, state: "rests" }),
      wave(5, { labels: { tier: "unknown" }, state: "not known" }),
      wave(6, { targets: 1_994 }),
    ],
    targets: [
      target("mouse", 0, { ready: "True", reason: "InSync", key: "prod/billing" }),
      target("cat", 1, { ready: "False", isFailed: true, reason: "Failed", message: `${long} ${hostile}` }),
      target(hostile, 1, { ready: "False", reason: "Backfilling" }),
      ...Array.from({ length: 600 }, (_, index) => target(`t${index}`, 6, {})),
    ],
  },
  { ...calm, key: "prod/still", diagnostics: [], conditions: [], total: 0, ready: 0, failed: 0, wave: null, waves: [], targets: [] },
];
