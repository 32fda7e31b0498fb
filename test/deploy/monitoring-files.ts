import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../architecture/source-files.ts";

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const read = (path: string): string => readFileSync(join(root, "deploy/monitoring", path), "utf8");

export const alertRules: readonly Rule[] = (
  parse(read("alerts.yaml")) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }
).groups.flatMap(({ rules }) => rules);

const { panels } = JSON.parse(read("dashboard.json")) as {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
};

export const dashboardQueries: readonly string[] = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
