import { expect, it } from "vitest";
import { didYouMean } from "../../src/core/did-you-mean.ts";

it.each([
  ["colums", ["columns", "checks"], "columns"],
  ["Haed", ["head", "base"], "head"],
  ["nul", ["null", "full"], "null"],
  ["x", ["y"], "y"],
  ["something", ["else", "entirely"], undefined],
  ["a", [], undefined],
])("%s among %o is %s", (word, candidates, expected) => {
  expect(didYouMean(word, candidates)).toBe(expected);
});
