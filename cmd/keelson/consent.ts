import type { GateFinding } from "../../src/plan/gate/gate.ts";
import type { Invocation } from "./command.ts";
import { isSet } from "./verb-options.ts";

/**
 * The question a person at a terminal is asked before data is lost; undefined where nobody can answer.
 * `--yes` asks nothing, and is no consent to a loss: that is `--allow dataLoss` alone.
 */
export function askConsent({ terminal, flags }: Invocation): ((finding: GateFinding) => Promise<"yes" | "no">) | undefined {
  if (isSet(flags, "yes") || !terminal.interactive) return undefined;
  return async ({ message }) => ((await terminal.confirm(`${message}. Go on?`)) ? "yes" : "no");
}
