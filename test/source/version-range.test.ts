import { expect, it } from "vitest";
import { compareVersions, parseVersion, type Version } from "../../src/source/semver.ts";
import { parseRange } from "../../src/source/version-range.ts";

const version = (text: string): Version => parseVersion(text) ?? expect.unreachable(text);

it("orders versions, those before a release first", () => {
  const ordered = [
    "0.9.0",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "v1.0.0",
    "1.2.0+build",
    "1.10.0",
  ];
  expect(ordered.toReversed().sort((a, b) => compareVersions(version(a), version(b)))).toEqual(ordered);
  expect(["1.0", "1", "x", "1.0.0.0", "release-1.0.0", ""].map(parseVersion)).toEqual(Array(6).fill(undefined));
});

it.each([
  ["^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.3.0-rc.1", "2.0.0-rc.1"]],
  ["^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0"]],
  ["^0.0.3", ["0.0.3"], ["0.0.4"]],
  ["^1.x", ["1.0.0", "1.9.9"], ["2.0.0"]],
  ["~1.2", ["1.2.0", "1.2.9"], ["1.3.0"]],
  ["~1", ["1.9.0"], ["2.0.0"]],
  ["1.2", ["1.2.0", "1.2.7"], ["1.3.0"]],
  [">1.2", ["1.3.0"], ["1.2.9"]],
  ["<=1.2", ["1.2.9", "0.1.0"], ["1.3.0"]],
  [">= 1.2 <2", ["1.2.0", "1.9.9"], ["2.0.0", "1.1.9"]],
  ["1.2 - 1.4", ["1.2.0", "1.4.9"], ["1.5.0"]],
  ["=1.2.3", ["1.2.3", "v1.2.3"], ["1.2.4"]],
  ["*", ["0.0.1", "9.0.0"], ["1.0.0-rc.1"]],
  ["1 || 3", ["1.5.0", "3.0.0"], ["2.0.0"]],
  [">=1.0.0-rc.1", ["1.0.0-rc.2", "1.0.0"], ["1.0.0-beta", "1.1.0-rc.1"]],
])("%s holds what it should and nothing else", (range, inside, outside) => {
  const isIn = parseRange(range);
  expect(inside.filter((each) => isIn?.(version(each)) !== true)).toEqual([]);
  expect(outside.filter((each) => isIn?.(version(each)) !== false)).toEqual([]);
});

it.each(["newest", "^", "1.2.3.4", ">=x.y", "1 ||", "^1 nonsense"])("%s is no range", (text) => {
  expect(parseRange(text)).toBeUndefined();
});
