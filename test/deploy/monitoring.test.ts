import { expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import type { Metric } from "../../src/kubernetes/metrics/metric.ts";
import { operatorMetrics } from "../../src/kubernetes/metrics/operator-metrics.ts";
import type { PlanDocument } from "../../src/plan/plan-document.ts";
import { makeOutcome, nothingFound } from "../../src/status/make-outcome.ts";
import { alertRules, dashboardQueries } from "./monitoring-files.ts";
import { readQuery } from "./promql.ts";

/** What is served of one Database and one set with everything that can be told of them. */
function served(): readonly Metric[] {
  const metrics = operatorMetrics({
    clock: systemClock,
    queue: () => ({ depth: 0, running: 0 }),
    leads: () => true,
    shards: [() => true],
  });
  const drift = { objects: [{ kind: "table", name: "users", change: "extra" }], checkedAt: systemClock.now().toISOString() } as const;
  const backfill = { rows: 1, total: 2, rowsPerSecond: 1, eta: null };
  const findings = { ...nothingFound("orders"), drift, progress: { revision: "a", stage: 1, of: 2, backfill } };
  const outcome = makeOutcome({ situation: "awaitingApproval", message: "", findings, now: systemClock.now() });
  metrics.reconciled("shop/orders", { ...outcome, plan: { spec: { digest: "sha256:1" } } as PlanDocument }, 5);
  metrics.lockWaited("shop/orders", 1);
  metrics.rolledOut("shop/all", { conditions: [], total: 1, ready: 0, failed: 1, wave: 0 });
  return metrics.read();
}

/** The labels of each series, by its name. */
const series = new Map<string, ReadonlySet<string>>();
for (const { name, samples } of served())
  for (const { suffix = "", labels = {} } of samples) series.set(`${name}${suffix}`, new Set(Object.keys(labels)));
const familyOf = (name: string): string => name.replace(/_bucket$/, "");

/** What a query asks for that nobody has, beside the job and Pod that Prometheus adds. */
const unknownTo = ({ metrics, labels }: ReturnType<typeof readQuery>): readonly string[] => [
  ...metrics.filter((metric) => !series.has(metric)),
  ...labels.filter((label) => !metrics.every((metric) => series.get(metric)?.has(label))),
];

test("queries are read by the grammar of Prometheus", () => {
  expect(readQuery('sum by (le) (rate(a_bucket{b=~"$c"}[5m])) or vector(0)')).toEqual({ metrics: ["a_bucket"], labels: ["le", "b"] });
  for (const wrong of ["sum(a", "a >", "a{b}", "rate(a[5])x", "a and and b"]) expect(() => readQuery(wrong), wrong).toThrow("no PromQL");
});

test("every metric has something to show of a Database", () => {
  expect(served().filter(({ samples }) => samples.length === 0)).toEqual([]);
});

test("every alert asks for metrics and labels that the operator has, and says what to do", () => {
  expect(alertRules.length).toBeGreaterThan(4);
  expect(new Set(alertRules.map(({ alert }) => alert)).size).toBe(alertRules.length);
  for (const { alert, expr, for: pause = "0s", labels, annotations } of alertRules) {
    const asked = readQuery(expr);
    expect(unknownTo(asked), alert).toEqual([]);
    expect(pause).toMatch(/^\d+[smhd]$/);
    expect(labels.severity).toMatch(/^(critical|warning|info)$/);
    expect(annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
    const shown = [
      ...Object.values(annotations)
        .join(" ")
        .matchAll(/\{\{\s*(.*?)\s*\}\}/g),
    ].map(([, inside]) => inside ?? "");
    expect(
      shown.filter(
        (each) => each !== "$value" && !asked.metrics.every((metric) => series.get(metric)?.has(each.replace(/^\$labels\./, ""))),
      ),
      alert,
    ).toEqual([]);
  }
});

test("the dashboard shows every metric of the operator, and no other", () => {
  const asked = dashboardQueries.map(readQuery);
  expect(asked.flatMap(unknownTo)).toEqual([]);
  expect([...new Set(asked.flatMap(({ metrics }) => metrics.map(familyOf)))].sort()).toEqual(
    served()
      .map(({ name }) => name)
      .sort(),
  );
});
