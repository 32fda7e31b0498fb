import { stepsTitle } from "../change/steps-title.ts";
import { DowngradeError, ExitCode } from "../core/error.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { stepId } from "../revision/step-id.ts";
import type { ResolvedStep } from "./resolved-walk.ts";
import { undoesAlready } from "./step-outcomes.ts";

/** What the revision's document says of it today. */
type Documented = Partial<Pick<RevisionResource, "irreversible" | "position" | "upgrade">>;

/** A way down that does not exist; found out before anything runs. Exit 3. */
export class IrreversibleError extends DowngradeError {
  readonly revision: string;
  /** The steps that nothing undoes. */
  readonly steps: readonly string[];

  constructor(revision: string, steps: readonly string[], { irreversible, position, upgrade }: Documented) {
    const step = upgrade?.find((each) => stepId(each) === steps[0]);
    const why = irreversible ?? `nothing undoes ${stepsTitle(steps)}`;
    const message = `revision ${revision} cannot be undone: ${why}`;
    const remedy =
      "Write a revision that goes forward to where you want to be, or give the steps their own `downgrade` before they are applied";
    super(message, {
      code: "irreversible",
      exitCode: ExitCode.invalid,
      remedy,
      position: irreversible === undefined ? (step?.position ?? position) : position,
    });
    this.revision = revision;
    this.steps = steps;
  }
}

/**
 * What undoes a revision, the last step first: as it was journaled when it was applied, not as today's documents have it.
 * @throws IrreversibleError naming every step that nothing undoes
 */
export function wayDown(revision: string, outcomes: readonly StepOutcome[], documented: Documented = {}): readonly ResolvedStep[] {
  const applied = outcomes.filter((each) => each.outcome === "applied" || undoesAlready(each).length > 0);
  const lost = applied.filter(({ inverse }) => inverse === null).map(({ step }) => step);
  if (lost.length > 0) throw new IrreversibleError(revision, lost, documented);
  return applied.toReversed().map(({ step, inverse }) => ({ step, changes: inverse ?? [] }));
}
