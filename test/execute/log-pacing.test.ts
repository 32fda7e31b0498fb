import { expect, test } from "vitest";
import { LogPacing } from "../../src/execute/log-pacing.ts";
import type { LogPosition } from "../../src/port/stage-runner.ts";
import { ask } from "../server/ask.ts";
import { startServer } from "../server/start-server.ts";
import { planOf, update, walk } from "./plans.ts";
import { run } from "./run.ts";

/** A second of work that writes so much, and the rest behind it; `atOnce` 100 bytes, 10 a second. */
function seconds(look: () => Partial<LogPosition> | null = () => ({})) {
  let now = 0;
  let written = 5000;
  const clock = { now: () => new Date(now), sleep: async () => undefined };
  const pacing = new LogPacing(clock, async () => {
    const seen = look();
    return seen === null ? null : { written, atOnce: 100, perSecond: 10, ...seen };
  });
  return async (bytes: number) => {
    now += 1000;
    written += bytes;
    const pause = await pacing.rest();
    now += pause;
    return pause;
  };
}

test("what was there before, and what the server takes, rests nobody", async () => {
  const work = seconds();
  for (let at = 0; at < 50; at++) expect(await work(10)).toBe(0);
});

test("a burst is let through; beyond it the log drains at the rate that the server is set up for", async () => {
  const work = seconds();
  expect(await work(0)).toBe(0);
  expect(await work(110)).toBe(0);
  expect(await work(30)).toBe(2000);
  expect(await work(10)).toBe(0);
  expect(await work(20)).toBe(1000);
});

test("where others write without end it goes on all the same, and where nobody can tell it is not held back", async () => {
  const work = seconds();
  await work(0);
  expect([await work(100_000), await work(100_000)]).toEqual([10_000, 10_000]);
  const blind = seconds(() => null);
  expect([await blind(0), await blind(100_000)]).toEqual([0, 0]);
});

test.each([
  [{}, 2500, Number.POSITIVE_INFINITY],
  [{ log: "unlimited" as const }, 0, 2500],
])(
  "a backfill waits for what others have written too, unless it says that it need not: %o",
  { timeout: 60_000 },
  async (throttle, least, most) => {
    // 32 MB in 30 s: 16 MB at once, then about 1 MB a second.
    await using server = await startServer({ settings: { max_wal_size: "32MB", min_wal_size: "32MB", checkpoint_timeout: "30s" } });
    await ask(
      server.url,
      "CREATE TABLE page AS SELECT i::bigint AS id, 0 AS seen FROM generate_series(1, 20) i; ALTER TABLE page ADD PRIMARY KEY (id)",
    );
    const begun = performance.now();
    let others: Promise<unknown> | undefined;
    let last = begun;
    let longest = 0;
    const onEvent = ({ kind }: { readonly kind: string }) => {
      if (kind !== "batchDone") return;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (last - begun > 1500)
        others ??= ask(server.url, "SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000)) FROM generate_series(1, 24)");
    };
    const fill = update("page", { seen: "seen + 1" }, { batch: { rows: 1, targetMs: 1 }, throttle: { pauseMs: 200, ...throttle } });
    await run(server.url, planOf(walk("r1", [[fill]])), { onEvent });
    await others;
    expect(others).toBeDefined();
    expect(longest).toBeGreaterThan(least);
    expect(longest).toBeLessThan(most);
    expect(await ask(server.url, "SELECT count(*) FROM page WHERE seen = 1")).toBe("20");
  },
);
