import type { Expression } from "./expression.ts";

/** What the statement says that makes an object, behind its name. */
export interface DdlBody {
  readonly definition: Expression;
  /** What further statements about the same object add, each behind its name. */
  readonly additions: readonly Expression[];
}
