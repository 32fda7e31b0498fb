import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { systemClock } from "../../src/core/clock.ts";
import { operatorMetrics } from "../../src/kubernetes/metrics/operator-metrics.ts";
import { root } from "../architecture/source-files.ts";

const read = (path: string): string => readFileSync(join(root, "deploy/monitoring", path), "utf8");
const served = new Set(
  operatorMetrics(
    systemClock,
    () => ({ depth: 0, running: 0 }),
    () => true,
  )
    .read()
    .map(({ name }) => name),
);
const named = (expression: string): readonly string[] =>
  [...expression.matchAll(/\bkeelson_\w+/g)].map(([name]) => name.replace(/_bucket$/, ""));

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: object;
      readonly annotations: { readonly summary: string; readonly description: string };
    }[];
  }[];
}

test("every alert asks for metrics that the operator has, and says what to do", () => {
  const rules = (parse(read("alerts.yaml")) as Rules).groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(4);
  for (const { expr, annotations } of rules) {
    expect(named(expr).filter((name) => !served.has(name))).toEqual([]);
    expect(annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
  }
});

test("the dashboard shows every metric of the operator, and no other", () => {
  const { panels } = JSON.parse(read("dashboard.json")) as {
    readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  };
  const shown = new Set(panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => named(expr))));
  expect([...shown].sort()).toEqual([...served].sort());
});
