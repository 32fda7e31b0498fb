import { applyAll } from "../change/apply.ts";
import { atOnce, waiting, withoutScaffold } from "../change/scaffold.ts";
import type { ProbeInstruction } from "../instruction/instruction.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import type { FoldedRevision, FoldedStep } from "../revision/folded-revision.ts";
import { stepId } from "../revision/step-id.ts";
import type { PathStep } from "../revision/path.ts";
import { stepTimeouts } from "./step-timeouts.ts";
import type { Resolved } from "./resolve-down.ts";
import { changesOf, type ResolvedWalk } from "./resolved-walk.ts";

/** The walk that applies a folded revision. `contract`: `held` leaves what is of phase contract for its gate. */
export function resolveUp({ revision, heads }: PathStep<RevisionResource>, folded: FoldedRevision, contract: "held" | "now"): Resolved {
  const { outcome, steps, before, after } = folded;
  const { id, digest, message, revises, onFailure, atomic, phase } = revision;
  const waits = contract === "held" && phase === "contract";
  const bridged = contract === "held" ? atOnce : withoutScaffold;
  const changes = waits ? [] : steps.map((each) => ({ step: each.step, changes: bridged(each.changes) }));
  const all = changesOf({ changes: steps });
  const later = contract === "now" ? [] : waits ? all : waiting(all);
  const walk: ResolvedWalk = {
    revision: id,
    direction: "up",
    outcome,
    digest,
    message,
    parents: revises,
    heads,
    onFailure,
    before,
    changes,
    // What waits has not happened: nothing of it is to be undone.
    steps: waits ? [] : steps.map((each) => outcomeOf(each, contract)),
    verify: waits || outcome === "skipped" ? [] : revision.verify.map(verification),
    atomic: atomic ? "yes" : "no",
    waiting: later,
  };
  return {
    walk: revision.upgrade.some(hasOwnTerms) ? { ...walk, ...ownOnFailure(revision), ...stepTimeouts(revision) } : walk,
    after:
      later.length === 0
        ? after
        : applyAll(
            before,
            changes.flatMap((each) => each.changes),
          ),
  };
}

function outcomeOf({ step, outcome, inverse, inverseOfAll, touched, found }: FoldedStep, contract: "held" | "now"): StepOutcome {
  const told: StepOutcome = {
    step,
    outcome,
    inverse: contract === "held" ? inverse && atOnce(inverse) : inverseOfAll && withoutScaffold(inverseOfAll),
  };
  return { ...told, ...(touched === undefined ? {} : { touched }), ...(found === undefined ? {} : { found }) };
}

const hasOwnTerms = ({ onFailure, timeout }: RevisionStep): boolean => onFailure !== undefined || timeout !== undefined;

function ownOnFailure({ upgrade, onFailure: inherited }: RevisionResource): Pick<Resolved["walk"], "onFailureOf"> {
  const own = upgrade.filter(({ onFailure }) => onFailure !== undefined && onFailure !== inherited);
  return own.length === 0 ? {} : { onFailureOf: Object.fromEntries(own.map((step) => [stepId(step), step.onFailure ?? inherited])) };
}

const verification = ({ name, query, expect }: RevisionResource["verify"][number]): ProbeInstruction => ({
  kind: "probe",
  sql: query,
  expect: String(expect),
  message: name ?? query,
  effects: [],
  phase: "expand",
});
