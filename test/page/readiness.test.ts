import { expect, test } from "vitest";
import { readiness } from "../../src/page/readiness.ts";
import { makeOutcome, nothingFound } from "../../src/status/make-outcome.ts";
import type { Situation } from "../../src/status/situation.ts";
import type { Status } from "../../src/status/status.ts";

const statusOf = (situation: Situation, more: Partial<Status> = {}): Status => ({
  ...makeOutcome({ situation, message: "as it is", findings: nothingFound("shop"), now: new Date(0) }).status,
  ...more,
});

test.for([
  ["good", "InSync", statusOf("inSync")],
  ["bad", "Failed", statusOf("failed")],
  ["busy", "Pending", statusOf("pending")],
  ["unknown", "Not looked at yet", null],
  // Its conditions are about a spec that is no more.
  ["unknown", "Pending", statusOf("inSync", { reason: "Pending" })],
  ["unknown", "Pending", statusOf("failed", { reason: "Pending" })],
] as const)("is %s where the reason is %s", ([tone, word, status]) => {
  expect(readiness(status).toString()).toBe(`<span class="mark ${tone}">${word}</span>`);
});
