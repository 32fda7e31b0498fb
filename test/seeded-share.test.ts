import { expect, test } from "vitest";
import { nightly, seededShare } from "./seeded-share.ts";

const letters = [..."abcdefghijklmnopqrstuvwxyz"];

test("a share is of the size asked for, in order, and the same for the same seed", () => {
  const share = seededShare(letters, 5);
  expect(share).toHaveLength(nightly ? letters.length : 5);
  expect(share).toEqual(share.toSorted());
  expect(seededShare(letters, 5)).toEqual(share);
});

test("a short list is taken whole", () => {
  expect(seededShare(["b", "a"], 2)).toEqual(["b", "a"]);
});
