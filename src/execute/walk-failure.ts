import { stepsTitle } from "../change/steps-title.ts";
import { shortened } from "../core/shortened.ts";
import { DowngradeError, KeelsonError, UpgradeError } from "../core/error.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import { StageError } from "../port/stage-error.ts";
import { failedStep } from "./failed-step.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { withStatement } from "./statement-excerpt.ts";

/** What stops a run without being a failure of the revision: somebody else decides what comes next. */
export const passesThrough = (error: unknown): boolean =>
  error instanceof InterruptedError ||
  !(error instanceof KeelsonError) ||
  (error instanceof StageError && (error.disposition === "replan" || error.disposition === "fenced"));

/** What a server says may be as long as what it was asked with. Characters. */
const longestSaid = 4000;

/** One line for the journal and the status: stage, step, SQLSTATE, what the server said. */
export function describeFailure(error: unknown, { stages }: Pick<RevisionWalk, "stages">, stage: number): string {
  const said = shortened(error instanceof Error ? error.message : String(error), longestSaid);
  const state =
    error instanceof StageError && error.sqlState !== null && sqlStates.test(error.sqlState) ? `, SQLSTATE ${error.sqlState}` : "";
  const step = failedStep(error, stages[stage]);
  const place = `stage ${Math.min(stage + 1, stages.length)} of ${stages.length}${step === undefined ? "" : `, ${stepsTitle([step])}`}`;
  return `${place}${state}: ${said}`;
}

/** Those of a server; what an assertion of ours raises says nothing to people, nor does the result code of SQLite beside its message. */
const sqlStates = /^(?!KL)[0-9A-Z]{5}$/;

/** What of a revision that failed is left: nothing had been done, what was done stands, or it was walked back. */
export type Left = "nothing" | "stands" | "walkedBack";

/** The fault of a stage as the fault of its revision; its remedy says what the next run finds. */
export function walkFailure(error: KeelsonError, walk: RevisionWalk, stage: number, left: Left): KeelsonError {
  const message = `Revision ${walk.revision}, ${describeFailure(error, walk, stage)}`;
  const said = error instanceof StageError ? withStatement(error.diagnostics, error) : error.diagnostics;
  const diagnostics = said.map((each) => ({ ...each, remedy: `${each.remedy.replace(/\.$/, "")}${next(walk)[left]}` }));
  const options = { code: error.code, diagnostics, retryable: error.retryable, exitCode: error.exitCode, cause: error };
  return walk.direction === "up" ? new UpgradeError(message, options) : new DowngradeError(message, options);
}

const next = ({ revision }: Pick<RevisionWalk, "revision">): Readonly<Record<Left, string>> => ({
  nothing: "",
  stands: `; revision ${revision} goes on where it stopped`,
  walkedBack: `; revision ${revision} was walked back, and starts anew`,
});
