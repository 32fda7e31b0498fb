import type { Diagnostic } from "../core/diagnostic.ts";
import type { Outcome } from "../status/status.ts";
import type { PlanDocument } from "../plan/plan-document.ts";
import type { VerbOptions } from "./project/options.ts";
import type { Ask } from "./project/run-options.ts";

/** What upgrade and downgrade take. */
export interface WalkOptions extends VerbOptions {
  readonly target: string;
  /** `sql`: the statements as text; `plan`: what would run; `execute`, the default: run it. */
  readonly run?: "execute" | "plan" | "sql";
  /** `now`: contract halves too, without their gate; `held` where absent. */
  readonly contract?: "held" | "now";
  /** Asked before data is lost that nobody wrote down; absent where nobody can answer. */
  readonly ask?: Ask;
}

export type WalkResult =
  | { readonly kind: "sql"; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "plan"; readonly document: PlanDocument; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "executed"; readonly outcome: Outcome };
