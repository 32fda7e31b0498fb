import { expect, test } from "vitest";
import type { BackfillProgress, Progress } from "../../src/port/journal.ts";
import { makeOutcome, nothingFound } from "../../src/status/make-outcome.ts";
import { summarisePlan } from "../../src/status/summarise-plan.ts";
import { summariseProgress } from "../../src/status/summarise-progress.ts";
import { difference, hazard, plan, statement, walk } from "../plan/literals.ts";

const now = new Date("2026-03-02T12:00:00Z");
const progress: Progress = {
  revision: "b",
  direction: "up",
  planDigest: "sha256:p",
  stage: 2,
  of: 5,
  state: "started",
  error: null,
  walk: "{}",
};
const backfill: BackfillProgress = {
  id: "1",
  revision: "b",
  table: "hero",
  cursor: "[]",
  rows: 1000,
  total: 4000,
  state: "running",
  startedAt: "2026-03-02T11:59:50.000Z",
  updatedAt: "2026-03-02T12:00:00.000Z",
};

test("a plan is summarised with the place of each hazard among all statements", () => {
  const lossy = statement("DROP TABLE hero", { hazards: [hazard("dataLoss")] });
  const summary = summarisePlan(plan({ walks: [walk("a", [statement("x"), lossy])], difference: difference([lossy]) }));
  expect(summary).toEqual({
    digest: "sha256:plan",
    statements: 3,
    hazards: [
      { kind: "dataLoss", statement: 1 },
      { kind: "dataLoss", statement: 2 },
    ],
  });
  expect(summarisePlan(plan())).toBeNull();
});

test("progress tells rate and the time that is left", () => {
  expect(summariseProgress([], [])).toBeNull();
  expect(summariseProgress([progress], [])).toEqual({ revision: "b", stage: 2, of: 5 });
  expect(summariseProgress([progress], [backfill])?.backfill).toEqual({
    rows: 1000,
    total: 4000,
    rowsPerSecond: 100,
    eta: "2026-03-02T12:00:30.000Z",
  });
});

test("an outcome is Drifted where drift was found, whatever its situation", () => {
  const findings = {
    ...nothingFound("shop"),
    drift: { objects: [{ kind: "column", name: "users.oops", change: "extra" as const }], checkedAt: now.toISOString() },
  };
  const { status, exitCode } = makeOutcome({ situation: "schemaAhead", message: "m", findings, now });
  expect(status.conditions.filter((each) => each.status === "True").map(({ type }) => type)).toEqual(["Stalled", "Drifted"]);
  expect([exitCode, status.reason, status.database]).toEqual([2, "SchemaAhead", "shop"]);
});
