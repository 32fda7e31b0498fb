import type { VerbOptions } from "../../src/verb/project/options.ts";
import type { WalkOptions, WalkResult } from "../../src/verb/walk.ts";
import type { Flag, Invocation, Outcome } from "./command.ts";
import { askConsent } from "./consent.ts";
import { statusOutcome } from "./status-outcome.ts";
import type { Terminal } from "./terminal.ts";
import { isSet } from "./verb-options.ts";

export const walkFlags: readonly Flag[] = [
  { flags: "--sql", description: "print the statements instead of running them" },
  { flags: "--dry-run", description: "show the plan and run nothing" },
];

/** What upgrade and downgrade were asked for. */
export function walkRequest(invocation: Invocation, options: VerbOptions, otherwise: string): WalkOptions {
  const { args, flags } = invocation;
  return {
    ...options,
    target: typeof args[0] === "string" ? args[0] : otherwise,
    run: isSet(flags, "sql") ? "sql" : isSet(flags, "dryRun") ? "plan" : "execute",
    contract: isSet(flags, "contract") ? "now" : "held",
    ask: askConsent(invocation),
  };
}

/** A script, a plan, or what the run came to. */
export function walkOutcome(result: WalkResult, terminal: Terminal): Outcome {
  switch (result.kind) {
    case "sql":
      return { exitCode: 0, document: null, text: result.text, diagnostics: result.diagnostics };
    case "plan":
      return {
        exitCode: 0,
        document: { kind: "Plan", fields: { metadata: result.document.metadata, spec: result.document.spec } },
        text: result.text,
        diagnostics: result.diagnostics,
      };
    case "executed":
      return statusOutcome(result.outcome, terminal);
  }
}
