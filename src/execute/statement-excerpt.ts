import type { Diagnostic } from "../core/diagnostic.ts";
import type { StageError } from "../port/stage-error.ts";

/** Characters around the place, on either side. */
const reach = 80;

/** What says nothing of the statement by itself. */
const ofStatement: ReadonlySet<string> = new Set(["statement-failed", "step-timeout"]);

/** The diagnostics of a statement that failed, each with as much of it as fits on a line. */
export const withStatement = (
  diagnostics: readonly Diagnostic[],
  { statement, offset }: Pick<StageError, "statement" | "offset">,
): readonly Diagnostic[] =>
  statement === null
    ? diagnostics
    : diagnostics.map((each) =>
        ofStatement.has(each.code) ? { ...each, message: `${each.message}, in: ${excerpt(statement, offset ?? 0)}` } : each,
      );

/** As much of a statement around a place as fits on a line. */
export function excerpt(statement: string, offset = 0): string {
  const from = offset <= reach ? 0 : offset - reach;
  const shown = statement.slice(from, offset + reach);
  return `${from === 0 ? "" : "…"}${shown.replaceAll(/\s+/g, " ").trim()}${from + shown.length < statement.trimEnd().length ? "…" : ""}`;
}
