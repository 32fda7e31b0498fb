import type { PlaceOfStep } from "../plan/locate-refusal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { stepId } from "../revision/step-id.ts";

/** Where a revision's step is written; the revision itself where nobody knows the step. */
export const placeOfStep =
  (graph: RevisionGraph<RevisionResource>): PlaceOfStep =>
  (id, step) => {
    const revision = graph.get(id);
    return revision?.upgrade.find((each) => stepId(each) === step)?.position ?? revision?.position;
  };
