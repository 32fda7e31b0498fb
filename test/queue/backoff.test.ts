import { expect, test } from "vitest";
import { pauseBefore } from "../../src/queue/backoff.ts";

const curve = { backoff: 1000, maxBackoff: 300_000 };

test("the pause doubles up to its limit", () => {
  const longest = [1, 2, 3, 4, 8, 9, 10, 1000].map((attempt) => pauseBefore(attempt, curve, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000]);
});

test("half of it is left to chance", () => {
  expect([0, 0.5, 1].map((chance) => pauseBefore(3, curve, chance))).toEqual([2000, 3000, 4000]);
});
