import { withoutScaffold } from "../change/scaffold.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import { contractId } from "../plan/contract-half.ts";
import type { Applied } from "../plan/resolve-down.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { FoldContext } from "../revision/folded-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { PathStep } from "../revision/path.ts";
import { documentedSteps } from "./documented-steps.ts";

/**
 * How a revision was applied, oldest first: as the journal kept it, its contract half too; by the documents where nobody saw it run
 * (stamped, adopted). `newestFirst`: the whole history.
 */
export function appliedUnder(
  newestFirst: readonly HistoryEntry[],
  graph: RevisionGraph<RevisionResource>,
  context: FoldContext,
  { revision, part }: PathStep<RevisionResource>,
): readonly Applied[] {
  return (part?.recorded ?? [revision.id]).flatMap((id) => {
    const entry = newestFirst.find((each) => each.revision === id);
    if (entry === undefined || entry.outcome === "stamped")
      return [{ id, outcomes: ownSteps(revision, id, documentedSteps(graph, context, revision.id)) }];
    const half = newestFirst.find((each) => each.revision === contractId(id) && each.seq > entry.seq);
    if (half === undefined) return [{ id, outcomes: parseSteps(entry.steps) }];
    // What bridged the time to the half was there and is gone: the way back does not put it up to take it down again.
    return [entry, half].map(({ steps }) => ({ id, outcomes: parseSteps(steps).map(unbridged) }));
  });
}

const unbridged = (outcome: StepOutcome): StepOutcome => ({ ...outcome, inverse: outcome.inverse && withoutScaffold(outcome.inverse) });

/** Of the steps of a revision those that came from one which was squashed into it; all where it is the revision itself. */
function ownSteps({ replaces = [] }: RevisionResource, id: string, all: readonly StepOutcome[]): readonly StepOutcome[] {
  const index = replaces.findIndex((replaced) => replaced.id === id);
  if (index < 0) return all;
  const first = replaces.slice(0, index).reduce((sum, { steps }) => sum + steps, 0);
  return all.slice(first, first + (replaces[index]?.steps ?? 0));
}
