import { withParserOnDemand } from "../grammar/parser-not-loaded.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { resolvePending } from "../plan/pending-half.ts";
import { type Resolved, resolveDown } from "../plan/resolve-down.ts";
import { resolveUp } from "../plan/resolve-up.ts";
import type { ResolvedWalk } from "../plan/resolved-walk.ts";
import type { PendingContract } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { foldRevision } from "../revision/fold-revision.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { PathStep } from "../revision/path.ts";
import { appliedUnder } from "./applied-steps.ts";
import { openHalves } from "./contract-gate.ts";
import { foldContext } from "./fold-context.ts";
import { askLive, nobodyKnows } from "./live-answers.ts";
import type { Look } from "./look.ts";
import { OthersObjects } from "./others-objects.ts";
import type { PlanRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { StopError } from "./stop-errors.ts";
import { type Awaits, awaitedHalf, waitingHalves } from "./waiting-halves.ts";

export interface WalksToResolve {
  readonly request: PlanRequest;
  readonly seen: Look;
  readonly graph: RevisionGraph<RevisionResource>;
  readonly path: readonly PathStep<RevisionResource>[];
}

export interface ResolvedWalks {
  readonly walks: readonly ResolvedWalk[];
  /** The revision behind which nothing can be foreseen; null: the walks reach the target. */
  readonly horizon: string | null;
  /** The revision before which the walks stop, because what it touches waits for a contract gate; null where none does. */
  readonly awaits: Awaits | null;
  /** The model once all walks are done. */
  readonly after: SchemaModel;
}

/** Turns the path into walks, each against the model that the ones before it leave, starting from the live one. */
export const resolveWalks = (run: Run, asked: WalksToResolve): Promise<ResolvedWalks> =>
  withParserOnDemand(run.options.dialect.grammar, () => resolved(run, asked));

async function resolved(run: Run, { request, seen, graph, path }: WalksToResolve): Promise<ResolvedWalks> {
  const walks: ResolvedWalk[] = [];
  const pending = seen.snapshot?.pending ?? [];
  // Those of the walks that leave a half or end one: of thousands a few, looked through for every revision.
  const ofHalves: ResolvedWalk[] = [];
  let after = SchemaModel.from(seen.live);
  const take = (resolved: Resolved): void => {
    const { walk } = resolved;
    walks.push(walk);
    if (walk.waiting.length > 0 || walk.direction === "down" || pending.some(({ id }) => id === walk.revision)) ofHalves.push(walk);
    after = resolved.after;
  };
  for (const half of await dueHalves(run, request, pending, graph)) take(resolvePending(half, after));
  const others = new OthersObjects(seen);
  const context = { ...foldContext(run, graph), live: seen.live };
  const history = path.some(({ direction }) => direction === "down") ? await run.session.journal.history(run.settings.project) : [];
  for (const step of path) {
    if (step.direction === "down") {
      take(resolveDown(step, appliedUnder(history, graph, context, step), after));
      continue;
    }
    // The database is in the state that conditions ask about only as long as nothing is to run before.
    const ask = walks.length === 0 ? await askLive(run, step.revision) : nobodyKnows;
    const fold = (before: SchemaModel) => foldRevision(step.revision, before, { ...context, ask }, step.part?.steps);
    const awaits = awaitedHalf(step.revision, after, waitingHalves(pending, ofHalves), fold);
    if (awaits !== null) return { walks, after, horizon: null, awaits };
    const folded = fold(after);
    if (folded.outcome === "beyondHorizon") return { walks, after, horizon: lastOf(walks, step, folded.reason), awaits: null };
    take(resolveUp(step, { ...folded, steps: folded.steps.map(others.claimedBy) }, request.contract === "now" ? "now" : "held"));
  }
  return { walks, horizon: null, awaits: null, after };
}

/** Contract halves whose gate is open; none on the way down. */
async function dueHalves(
  { settings, options: { clock, rollout } }: Run,
  { walk, contract }: PlanRequest,
  pending: readonly PendingContract[],
  graph: RevisionGraph<RevisionResource>,
): Promise<readonly PendingContract[]> {
  if (walk === "downgrade") return [];
  return contract === "now" ? pending : openHalves(pending, settings.contract, { graph, now: clock.now(), rollout });
}

/** The walk that must have run before anybody can see further. @throws StopError where that would be none */
function lastOf(walks: readonly ResolvedWalk[], { revision }: PathStep<RevisionResource>, reason: string): string {
  const last = walks.at(-1);
  if (last === undefined)
    throw new StopError(
      "invalid",
      "cannot-foresee",
      `What revision ${revision.id} does cannot be foreseen: ${reason}`,
      "Give the role the right to read the catalogue, or say the whole object in the step",
    );
  return last.revision;
}
