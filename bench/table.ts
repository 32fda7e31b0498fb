import type { Result } from "./contest.ts";

const milliseconds = (value: number): string => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** A contest as a Markdown table, the fastest first. */
export function renderTable(title: string, results: readonly Result[]): string {
  const rows = results
    .toSorted((a, b) => a.ratio - b.ratio)
    .map(({ name, median, least, ratio, goal }) => [
      name,
      milliseconds(median),
      milliseconds(least),
      ratio.toFixed(2),
      verdict(ratio, goal),
    ]);
  const all = [["", "median", "least", "× floor", "goal"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = all;
  return [`\n## ${title}\n`, line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join("\n");
}

function verdict(ratio: number, goal: number | undefined): string {
  if (goal === undefined) return "";
  return ratio <= goal ? `≤ ${goal}: met` : `≤ ${goal}: missed`;
}
