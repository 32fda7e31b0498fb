import { expect, test } from "vitest";
import { differs } from "../../../src/kubernetes/report/object-status.ts";

const status = { reason: "InSync", plan: null, revision: { current: ["a"], pending: 0 }, conditions: [{ type: "Ready", status: "True" }] };

test.each([
  ["the very same", status, false],
  ["other order of keys", { conditions: status.conditions, revision: { pending: 0, current: ["a"] }, plan: null, reason: "InSync" }, false],
  ["null left out", { reason: "InSync", revision: { ...status.revision }, conditions: status.conditions }, false],
  ["null where nothing was", { ...status, drift: null, progress: undefined }, false],
  ["a value that is another", { ...status, revision: { current: ["b"], pending: 0 } }, true],
  ["one more in a list", { ...status, revision: { current: ["a", "b"], pending: 0 } }, true],
  ["one less", { ...status, conditions: [] }, true],
  ["a field that was not there", { ...status, drift: { objects: [] } }, true],
  ["a field that is gone", { ...status, revision: null }, true],
  ["a list in place of an object", { ...status, revision: [] }, true],
])("a status is written where it says anything new: %s", (_, now, expected) => {
  expect([differs(status, now), differs(now, status)]).toEqual([expected, expected]);
});

test("what has no status yet gets one", () => expect(differs(undefined, {})).toBe(true));
