import { expect, test } from "vitest";
import { chooseMajors } from "./majors.ts";

test("a laptop tests the newest major, CI the oldest and the newest", () => {
  expect(chooseMajors({ request: undefined, ci: "laptop" })).toEqual([18]);
  expect(chooseMajors({ request: "", ci: "ci" })).toEqual([14, 18]);
});

test("what was asked for wins", () => {
  expect(chooseMajors({ request: "16, 14", ci: "ci" })).toEqual([16, 14]);
  expect(chooseMajors({ request: "all", ci: "laptop" })).toEqual([14, 15, 16, 17, 18]);
  expect(() => chooseMajors({ request: "18,9", ci: "laptop" })).toThrow("'9' is none of all, 14, 15, 16, 17, 18");
});
