import { stepsTitle } from "../change/steps-title.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import { partWithoutUndo } from "../execute/part-without-undo.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { stepId } from "../revision/step-id.ts";
import type { RevisionGraph } from "../revision/graph.ts";

const code = "undo-impossible";

/** A revision that says `onFailure: undo` can keep that promise, wherever it fails. @throws InputError before anything runs */
export function refuseOneWay(walks: readonly RevisionWalk[], graph: RevisionGraph<RevisionResource>): void {
  const diagnostics = walks.flatMap((walk): readonly Diagnostic[] => {
    const lost = partWithoutUndo(walk);
    if (lost.length === 0) return [];
    const document = graph.get(walk.revision);
    const step = document?.upgrade.find((each) => stepId(each) === lost[0]);
    const position = step?.position ?? document?.position;
    return [
      {
        code,
        severity: "error",
        message: `Revision ${walk.revision} is to be undone when it fails, and nothing undoes ${stepsTitle(lost)} once a later stage has begun`,
        remedy: "Say beside the step what undoes it (`downgrade`), put it into a revision of its own, or let the revision resume",
        ...(position === undefined ? {} : { position }),
      },
    ];
  });
  const [first] = diagnostics;
  if (first !== undefined) throw new InputError(first.message, { code, diagnostics });
}
