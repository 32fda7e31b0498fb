import { applyAll } from "../change/apply.ts";
import { completeNames } from "../change/complete-names.ts";
import { invert } from "../change/invert.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { PathStep } from "../revision/path.ts";
import type { ResolvedStep, ResolvedWalk } from "./resolved-walk.ts";
import { wayDown } from "./way-down.ts";

/** What was applied under one name: the revision itself, or one that was squashed into it since. */
export interface Applied {
  readonly id: string;
  readonly outcomes: readonly StepOutcome[];
}

export interface Resolved {
  readonly walk: ResolvedWalk;
  /** The model once the walk is done. */
  readonly after: SchemaModel;
}

/**
 * The walk that undoes a revision. `applied`: oldest first.
 * @throws IrreversibleError naming the steps that nothing undoes; ApplyError where the live objects are not as they were left
 */
export function resolveDown({ revision, heads }: PathStep<RevisionResource>, applied: readonly Applied[], before: Model): Resolved {
  let after = SchemaModel.from(before);
  const changes = applied
    .toReversed()
    .flatMap(({ id, outcomes }) => wayDown(id, outcomes, revision))
    .map(({ step, changes: said }): ResolvedStep => {
      const completed = completeNames(said, after);
      after = applyAll(after, completed);
      return { step, changes: completed };
    });
  const walk: ResolvedWalk = {
    revision: revision.id,
    direction: "down",
    outcome: "applied",
    digest: revision.digest,
    message: revision.message,
    parents: revision.revises,
    heads,
    onFailure: "resume",
    before,
    changes,
    steps: changes.map(undone),
    verify: [],
    atomic: "no",
    contract: "now",
    phase: "expand",
  };
  return { walk, after };
}

/** What the journal keeps of a step that was undone: what would do it again, where that can be said. */
const undone = ({ step, changes }: ResolvedStep): StepOutcome => ({ step, outcome: "applied", inverse: invert(changes) });
