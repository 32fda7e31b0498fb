import { withoutScaffold } from "../change/scaffold.ts";
import type { StepOutcome } from "../instruction/plan.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { fold } from "../revision/fold.ts";
import type { FoldContext } from "../revision/folded-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";
import { StopError } from "./stop-errors.ts";

/**
 * What a revision does and what undoes it by the documents alone: for one that was stamped or adopted, so that no run saw it.
 * @throws StopError where its documents leave that open
 */
export function documentedSteps(graph: RevisionGraph<RevisionResource>, context: FoldContext, id: string): readonly StepOutcome[] {
  const line = graph.sorted(withAncestors(graph, [id])).map((each) => graph.node(each));
  const { revisions } = fold(line, SchemaModel.unseen, context);
  const folded = revisions.find(({ revision }) => revision.id === id);
  if (folded === undefined)
    throw new StopError(
      "invalid",
      "way-down-unknown",
      `Nobody saw revision ${id} run here, and its documents do not say what it does`,
      "Write a revision that goes forward to where you want to be",
    );
  return folded.steps.map(({ step, outcome, inverse }) => ({ step, outcome, inverse: inverse && withoutScaffold(inverse) }));
}
