import type { Change } from "../change/change.ts";
import { InputError } from "../core/error.ts";
import type { Plan } from "../instruction/plan.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { offlineFacts } from "../plan/asked-facts.ts";
import { assemblePlan } from "../plan/assemble-plan.ts";
import { MovedFacts } from "../plan/moved-facts.ts";
import { planWalks } from "../plan/plan-walks.ts";
import { type Resolved, resolveDown } from "../plan/resolve-down.ts";
import { resolveUp } from "../plan/resolve-up.ts";
import { changesOf, type ResolvedWalk } from "../plan/resolved-walk.ts";
import type { Dialect } from "../port/dialect.ts";
import { placeIn } from "../resource/position-of.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { fold } from "../revision/fold.ts";
import { foldRevision } from "../revision/fold-revision.ts";
import type { FoldContext } from "../revision/folded-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { moveHeads } from "../revision/heads-after.ts";
import { headsOf, withAncestors } from "../revision/lineage.ts";
import { type PathStep, resolvePath } from "../revision/path.ts";
import { portableEnumsOf } from "../revision/portable-enums.ts";
import type { ResolveOperation } from "../revision/resolve-operation.ts";
import { resolveTarget } from "../revision/resolve-target.ts";
import { nowhere, type Standing } from "../revision/standing.ts";
import { documentedSteps } from "./documented-steps.ts";
import { searchPathOf } from "./planning-context.ts";
import { placeOfStep } from "./place-of-step.ts";
import type { Settings } from "./settings.ts";
import { unseenSettings } from "./unseen-settings.ts";

export interface OfflineRequest {
  readonly dialect: Dialect;
  readonly settings: Settings;
  readonly graph: RevisionGraph<RevisionResource>;
  /** Where the database is taken to be, and where it is to go. */
  readonly from: string;
  readonly to: string;
  readonly walk: "upgrade" | "downgrade";
  /** Resolves operations, those from outside too; the language's own where absent. */
  readonly resolve?: ResolveOperation;
}

/** No server is asked, so the statements are those that every supported version takes. */
const oldestServer = 0;

/** The plan between two revisions by their documents alone. @throws InputError where only a database can tell what a step does */
export async function offlinePlan({ dialect, settings, graph, from, to, walk, resolve }: OfflineRequest): Promise<Plan> {
  await dialect.grammar.ready();
  const context: FoldContext = { ...offlineContext(dialect, settings, graph), ...(resolve === undefined ? {} : { resolve }) };
  const standing = standingAt(graph, from);
  const path = resolvePath(graph, standing, { destination: resolveTarget(graph, standing, to, "commandLine"), target: to, walk });
  const start = fold(
    graph.sorted(standing.applied).map((id) => graph.node(id)),
    SchemaModel.unseen,
    context,
  );
  if (start.horizon !== null) throw beyond(start.horizon.revision, start.horizon.reason);
  const changes: Change[] = [];
  const walks = walksOf(path, start.after, graph, context, (resolved) => changes.push(...changesOf(resolved)));
  const facts = new MovedFacts(offlineFacts(oldestServer));
  const planned = planWalks(walks, facts, {
    lowering: dialect.lowering,
    project: settings.project,
    searchPath: searchPathOf(settings),
    placeOf: placeOfStep(graph),
  });
  const end = new Set(standing.heads);
  for (const step of path) moveHeads(end, step.heads);
  return assemblePlan({
    from: standing.heads,
    to: [...end],
    horizon: null,
    walks: planned,
    difference: [],
    changes,
    live: start.after,
  });
}

function offlineContext(dialect: Dialect, settings: Settings, graph: RevisionGraph<RevisionResource>): FoldContext {
  const entries = unseenSettings({ dialect, settings });
  return {
    ...entries,
    placeIn,
    portableEnums: portableEnumsOf(
      graph.order.map((id) => graph.node(id)),
      entries,
    ),
  };
}

function standingAt(graph: RevisionGraph<RevisionResource>, target: string): Standing {
  const destination = resolveTarget(graph, nowhere, target, "commandLine");
  const applied = destination.kind === "without" ? new Set<string>() : withAncestors(graph, destination.ids);
  return { heads: headsOf(graph, applied), applied, parts: new Map() };
}

/** Each walk when it is asked for: of a long history only one model at a time is held. `onWalk` is told of each before it is given. */
function* walksOf(
  path: readonly PathStep<RevisionResource>[],
  start: SchemaModel,
  graph: RevisionGraph<RevisionResource>,
  context: FoldContext,
  onWalk: (walk: ResolvedWalk) => void,
): Generator<ResolvedWalk> {
  let after = start;
  for (const step of path) {
    const resolved: Resolved =
      step.direction === "down"
        ? resolveDown(step, [{ id: step.revision.id, outcomes: documentedSteps(graph, context, step.revision.id) }], after)
        : resolvedUp(step, after, context);
    after = resolved.after;
    onWalk(resolved.walk);
    yield resolved.walk;
  }
}

function resolvedUp(step: PathStep<RevisionResource>, before: SchemaModel, context: FoldContext): Resolved {
  const folded = foldRevision(step.revision, before, context);
  if (folded.outcome === "beyondHorizon") throw beyond(step.revision.id, folded.reason);
  return resolveUp(step, folded, "held");
}

function beyond(revision: string, reason: string): InputError {
  const message = `what revision ${revision} does is not known without a database: ${reason}`;
  const remedy = "Leave the range out, so that the database is asked; or say the whole object in the step";
  return new InputError(message, { code: "beyond-horizon", remedy });
}
