import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { seed } from "../seeded-share.ts";

test("keys are sorted, absent values are left out", () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }, undefined], a: "x" })).toBe('{"a":"x","b":[{"d":1},null]}');
});

test("numbers among keys come first, by their value", () => {
  expect(canonicalJson({ z: 1, "10": 2, "9": 3, "01": 4 })).toBe('{"9":3,"10":2,"01":4,"z":1}');
});

test("what is no object is written as JSON has it", () => {
  expect([undefined, null, Number.NaN, "é", new Date(0)].map(canonicalJson)).toEqual([
    "null",
    "null",
    "null",
    '"é"',
    '"1970-01-01T00:00:00.000Z"',
  ]);
});

test("it says what JSON says, and is the same in whatever order the keys come", () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(record, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
    }),
    { seed },
  );
});
