import type { Diagnostic } from "../core/diagnostic.ts";
import type { ExitCode } from "../core/error.ts";
import { type Comparison, compare, comparisonExitCode } from "../reconcile/compare.ts";
import type { KnownLeft } from "../reconcile/known-left.ts";
import { checkText } from "../report/check-text.ts";
import { comparisonMemory } from "./project/comparison-memory.ts";
import type { VerbContext } from "./project/context.ts";
import { foundMemory } from "./project/found-memory.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface CheckOptions extends VerbOptions {
  /** Everything where absent. */
  readonly only?: "pending" | "drift" | "everything";
}

export interface CheckResult {
  readonly comparison: Comparison;
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** How database, revisions and Schema stand to each other; changes nothing. */
export async function check(context: VerbContext, options: CheckOptions): Promise<CheckResult> {
  const project = await openProject(context, options);
  const comparisons = comparisonMemory(project);
  const left = foundMemory<KnownLeft>(project, "left");
  const compared = await withRun(project, compare, { ...(comparisons && { comparisons }), ...(left && { left }) });
  const part = options.only ?? "everything";
  const comparison = only(part, compared.comparison);
  return {
    comparison,
    exitCode: comparisonExitCode(comparison),
    text: checkText(comparison, comparison.schemaAhead.length === 0 ? [] : compared.told, part),
    diagnostics: compared.diagnostics,
  };
}

/** Looking for one thing alone, the other is as if it were not there. */
function only(part: NonNullable<CheckOptions["only"]>, comparison: Comparison): Comparison {
  const { pending, schemaAhead, drift } = comparison;
  const waits = pending.length + schemaAhead.length > 0;
  switch (part) {
    case "everything":
      return comparison;
    case "drift":
      return { ...comparison, pending: [], leaving: [], schemaAhead: [], state: drift.length > 0 ? "drift" : "inSync" };
    case "pending":
      return { ...comparison, drift: [], state: waits ? "pending" : "inSync" };
  }
}
