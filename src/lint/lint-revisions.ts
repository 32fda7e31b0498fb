import { KeelsonError } from "../core/error.ts";
import { offlineFacts } from "../plan/asked-facts.ts";
import { MovedFacts } from "../plan/moved-facts.ts";
import { planWalk, type PlanningContext } from "../plan/plan-walk.ts";
import { resolveUp } from "../plan/resolve-up.ts";
import { statementsOf } from "../plan/statements.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { foldGraph } from "../revision/fold-graph.ts";
import { foldRevision } from "../revision/fold-revision.ts";
import type { FoldContext, FoldedRevision } from "../revision/folded-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { Finding, Judging } from "./judge.ts";
import { judgeRevision } from "./judge-revision.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import type { ReadSql } from "./read-sql.ts";
import type { Known } from "./surroundings.ts";

export interface Walked {
  readonly graph: RevisionGraph<RevisionResource>;
  readonly context: FoldContext;
  readonly planning: PlanningContext;
}

/** What the rules find in what revisions do, each after all that must be there before it. What is no valid step is passed over. */
export async function lintRevisions(
  { graph, context, planning }: Walked,
  known: Known,
  judging: Judging,
  read: ReadSql,
): Promise<readonly Finding[]> {
  const folded = new Map<string, FoldedRevision>();
  const tolerant: FoldContext = {
    ...context,
    // What a query decides may run: so it is judged as if it did.
    ask: () => "yes",
    tolerate: (error, _step, model) => {
      if (error instanceof KeelsonError) return model;
      throw error;
    },
  };
  foldGraph(graph, (id, before) => {
    const result = foldRevision(graph.node(id), before, tolerant);
    const known: FoldedRevision = result.outcome === "beyondHorizon" ? unforeseen(graph.node(id), before) : result;
    if (!folded.has(id)) folded.set(id, known);
    return known.after;
  });
  const found: Finding[] = [];
  for (const each of folded.values())
    found.push(
      ...(await judgeRevision(
        { folded: each, hazards: hazardsOf(each, planning, known.serverVersion), settings: context },
        known,
        judging,
        read,
      )),
    );
  return found;
}

const unforeseen = (revision: RevisionResource, before: FoldedRevision["before"]): FoldedRevision => ({
  revision,
  outcome: "applied",
  steps: [],
  before,
  after: before,
  irreversible: null,
});

/** As they are for tables that hold rows. Nothing where the dialect cannot do it, which `validate` tells. */
function hazardsOf(folded: FoldedRevision, planning: PlanningContext, serverVersion: number | null): readonly PlannedStatement[] {
  const { revision } = folded;
  try {
    const { walk } = resolveUp(
      { revision, direction: "up", heads: { add: [], remove: [] } },
      folded,
      revision.phase === "contract" ? "now" : "held",
    );
    const { stages } = planWalk(walk, new MovedFacts(offlineFacts(serverVersion ?? 0)), planning);
    return stages.flatMap(({ instructions }) =>
      instructions.flatMap((instruction) =>
        statementsOf(instruction).map(({ sql, hazards }) => ({ step: instruction.step, sql, hazards })),
      ),
    );
  } catch (error) {
    if (error instanceof KeelsonError) return [];
    throw error;
  }
}
