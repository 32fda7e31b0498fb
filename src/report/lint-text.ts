import { type Diagnostic, formatDiagnostic, type Severity } from "../core/diagnostic.ts";

/** How many findings there are of each severity. */
export type LintCounts = Readonly<Record<Severity, number>>;

export function countFindings(findings: readonly Pick<Diagnostic, "severity">[]): LintCounts {
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  return { error: count("error"), warning: count("warning"), note: count("note") };
}

/** The findings, and how many there are. */
export function lintText(findings: readonly Diagnostic[]): string {
  const counts = countFindings(findings);
  const said = (["error", "warning", "note"] as const).flatMap((severity) =>
    counts[severity] === 0 ? [] : [`${counts[severity]} ${severity}${counts[severity] === 1 ? "" : "s"}`],
  );
  return [...findings.map(formatDiagnostic), said.length === 0 ? "Nothing to say." : `${said.join(", ")}.`].join("\n");
}
