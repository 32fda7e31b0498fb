import { describe, expect, test } from "vitest";
import { type Condition, conditionsOf } from "../../src/status/condition.ts";
import { worstExitCode } from "../../src/status/exit-code.ts";
import { situations, standings } from "../../src/status/situation.ts";

const now = new Date("2026-03-02T12:00:00Z");
const earlier = "2026-03-01T00:00:00.000Z";
const conditions = (situation: (typeof situations)[number], before: readonly Condition[] = []) =>
  conditionsOf({ situation, message: "m", drifted: "no", now, before });
const names = (list: readonly Condition[]) => list.filter(({ status }) => status === "True").map(({ type }) => type);

describe("the table of situations", () => {
  test.each(situations)("%s is Ready exactly where nothing is left to do or to say", (situation) => {
    const { ready, exit, beside } = standings[situation];
    expect(ready === "True").toBe(exit === 0);
    if (ready === "False") expect(beside.includes("Reconciling") !== beside.includes("Stalled")).toBe(true);
  });

  test("gives kstatus what it looks for", () => {
    expect(names(conditions("inSync"))).toEqual(["Ready"]);
    expect(names(conditions("driftReported"))).toEqual(["Ready", "Drifted"]);
    expect(names(conditions("driftBlocked"))).toEqual(["Stalled", "Drifted"]);
    expect(names(conditions("leaseHeld"))).toEqual(["Reconciling"]);
  });
});

describe("conditions", () => {
  const ready: Condition = { type: "Ready", status: "True", reason: "InSync", message: "", lastTransitionTime: earlier };

  test("keep their transition time while their status stays", () => {
    expect(conditions("contractPending", [ready])[0]).toMatchObject({ reason: "ContractPending", lastTransitionTime: earlier });
    expect(conditions("failed", [ready])[0]).toMatchObject({ status: "False", lastTransitionTime: now.toISOString() });
  });

  test("leave Ready as it was while suspended, and unknown where it never was anything", () => {
    expect(conditions("suspended", [ready])[0]).toMatchObject({ status: "True", reason: "Suspended" });
    expect(conditions("suspended")[0]).toMatchObject({ status: "Unknown" });
  });
});

test("the worst exit code wins: 1 > 7 > 4 > 3 > 5 > 6 > 2 > 0", () => {
  const order = [1, 7, 4, 3, 5, 6, 2, 0] as const;
  order.forEach((code, index) => expect(worstExitCode([...order.slice(index)].reverse())).toBe(code));
  expect(worstExitCode([])).toBe(0);
});
