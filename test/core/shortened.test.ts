import { expect, test } from "vitest";
import { shortened } from "../../src/core/shortened.ts";

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["😀😀", 2, "😀😀"],
  ["😀😀😀", 2, "😀…"],
  ["abcd", 0, "…"],
])("%s in %i characters is %s", (text, longest, short) => expect(shortened(text, longest)).toBe(short));
