import { applyAll } from "../change/apply.ts";
import type { Change } from "../change/change.ts";
import { completeNames } from "../change/complete-names.ts";
import { invert } from "../change/invert.ts";
import { renamesFirst } from "../change/renames-first.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { PathStep } from "../revision/path.ts";
import { changesOf, type ResolvedStep, type ResolvedWalk } from "./resolved-walk.ts";
import { stepTimeouts } from "./step-timeouts.ts";
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
export function resolveDown({ revision, heads, part }: PathStep<RevisionResource>, applied: readonly Applied[], before: Model): Resolved {
  const said = applied.toReversed().flatMap(({ id, outcomes }) => wayDown(id, outcomes, revision));
  const changes = inOrder(complete(said, before));
  const replaced = part && revision.replaces?.filter(({ id }) => part.recorded.includes(id));
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
    steps: leaving(
      said.map(({ step }) => undone(step, changes)),
      applied,
    ),
    verify: [],
    atomic: "no",
    ...(replaced === undefined ? {} : { replaced }),
    // A way down of the whole revision is none of its steps'.
    ...(revision.downgrade === undefined ? stepTimeouts(revision) : {}),
    waiting: [],
  };
  return { walk, after: applyAll(before, changesOf(walk)) };
}

function complete(steps: readonly ResolvedStep[], before: Model): readonly ResolvedStep[] {
  let model = SchemaModel.from(before);
  return steps.map(({ step, changes }) => {
    const completed = completeNames(changes, model);
    model = applyAll(model, completed);
    return { step, changes: completed };
  });
}

/** A step appears as often as renames of others come between its changes. */
function inOrder(steps: readonly ResolvedStep[]): readonly ResolvedStep[] {
  const ordered: { step: string; changes: Change[] }[] = [];
  for (const { step, change } of renamesFirst(steps.flatMap(({ step, changes }) => changes.map((change) => ({ step, change }))))) {
    const last = ordered.at(-1);
    if (last?.step === step) last.changes.push(change);
    else ordered.push({ step, changes: [change] });
  }
  return ordered;
}

/** What steps found goes back to its owner once everything after them is undone, of those too that had nothing to do. */
function leaving(undone: readonly StepOutcome[], applied: readonly Applied[]): readonly StepOutcome[] {
  const outcomes = applied.toReversed().flatMap(({ outcomes }) => outcomes.toReversed());
  const left = outcomes.flatMap(({ step, found }): readonly StepOutcome[] =>
    found === undefined ? [] : [{ step, outcome: "already", inverse: [], left: found }],
  );
  return [...undone, ...left];
}

/** What the journal keeps of a step that was undone: what would do it again, where that can be said. */
const undone = (step: string, all: readonly ResolvedStep[]): StepOutcome => ({
  step,
  outcome: "applied",
  inverse: invert(all.filter((part) => part.step === step).flatMap(({ changes }) => changes)),
});
