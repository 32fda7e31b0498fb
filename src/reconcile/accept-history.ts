import type { Draft } from "../execute/history-chain.ts";
import { serialiseSteps } from "../plan/step-outcomes.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";

/** An entry without who wrote it and when. */
export type Accepted = Omit<Draft, "by" | "startedAt" | "endedAt">;

/**
 * What makes a history whole again of which rows are gone: a row from which on the chain counts, and one for each revision at or below the
 * heads of which none tells. So nothing of them is ever run a second time.
 */
export function acceptedHistory(
  { heads, applied }: Pick<JournalSnapshot, "heads" | "applied">,
  graph: RevisionGraph<RevisionResource>,
): readonly Accepted[] {
  const common = { kind: "repair", planDigest: null, outcome: "stamped", steps: serialiseSteps([]) } as const;
  const known = heads.filter((id) => graph.has(id));
  const unheard = graph.sorted(withAncestors(graph, known)).filter((id) => !applied.has(id));
  return [
    { ...common, revision: null, message: "history accepted as it is", parents: [], digest: null },
    ...unheard.map((id) => {
      const { message, revises: parents, digest } = graph.node(id);
      return { ...common, revision: id, message, parents, digest };
    }),
  ];
}
