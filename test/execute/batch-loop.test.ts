import { expect, test } from "vitest";
import { nextSize } from "../../src/execute/batch-loop.ts";

test("batches grow while they are quick, shrink when they are slow, and stay where they are right", () => {
  expect(nextSize(1000, 20, 100)).toBe(2000);
  expect(nextSize(1000, 80, 100)).toBe(1000);
  expect(nextSize(1000, 400, 100)).toBe(250);
  expect(nextSize(1, 9000, 100)).toBe(1);
  expect(nextSize(80_000, 1, 100)).toBe(100_000);
});
