import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { renderMetrics } from "../../../src/kubernetes/metrics/metric.ts";
import { operatorMetrics } from "../../../src/kubernetes/metrics/operator-metrics.ts";
import { makeOutcome, nothingFound } from "../../../src/status/make-outcome.ts";

test("waits for locks are counted, and who is in the way is said as long as the run lasts", () => {
  const metrics = operatorMetrics({
    clock: systemClock,
    queue: () => ({ depth: 0, running: 1 }),
    leads: () => true,
    shards: [],
  });
  const said = () => renderMetrics(metrics.read()).match(/^keelson_lock_.*$/gm) ?? [];
  expect(said()).toEqual([]);
  metrics.lockWaited("shop/orders", 3);
  metrics.lockWaited("shop/orders", 2);
  const waits = 'keelson_lock_waits_total{namespace="shop",database="orders"} 2';
  expect(said()).toEqual([waits, 'keelson_lock_blockers{namespace="shop",database="orders"} 2']);
  const now = systemClock.now();
  metrics.reconciled("shop/orders", makeOutcome({ situation: "inSync", message: "", findings: nothingFound("orders"), now }), 5);
  expect(said()).toEqual([waits]);
  metrics.forgotten("shop/orders");
  expect(said()).toEqual([]);
});
