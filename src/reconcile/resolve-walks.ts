import { SchemaModel } from "../model/schema-model.ts";
import type { HistoryEntry } from "../port/journal.ts";
import { isDue, resolvePending } from "../plan/pending-half.ts";
import type { Applied } from "../plan/resolve-down.ts";
import { resolveDown } from "../plan/resolve-down.ts";
import type { ResolvedWalk } from "../plan/resolved-walk.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { PathStep } from "../revision/path.ts";
import { appliedSteps } from "./applied-steps.ts";
import { documentedSteps } from "./documented-steps.ts";
import type { Look } from "./look.ts";
import type { PlanRequest } from "./request.ts";
import { resolveUp } from "./resolve-up.ts";
import type { Run } from "./run.ts";

export interface WalksToResolve {
  readonly request: PlanRequest;
  readonly seen: Look;
  readonly graph: RevisionGraph<RevisionResource>;
  readonly path: readonly PathStep<RevisionResource>[];
}

export interface ResolvedWalks {
  readonly walks: readonly ResolvedWalk[];
  readonly horizon: string | null;
  readonly after: SchemaModel;
}

/** Turns the path into walks, each against the model that the ones before it leave, starting from the live one. */
export async function resolveWalks(run: Run, { request, seen, graph, path }: WalksToResolve): Promise<ResolvedWalks> {
  const walks: ResolvedWalk[] = [];
  let after = SchemaModel.from(seen.live);
  const take = (resolved: { readonly walk: ResolvedWalk; readonly after: SchemaModel }): void => {
    walks.push(resolved.walk);
    after = resolved.after;
  };
  for (const half of dueHalves(run, request, seen)) take(resolvePending(half, after));
  const history = path.some(({ direction }) => direction === "down") ? await run.session.journal.history(run.settings.project) : [];
  for (const step of path) {
    if (step.direction === "down") {
      take(resolveDown(step, await appliedUnder(run, graph, step, history), after));
      continue;
    }
    const resolved = await resolveUp(run, request, step, after, walks.length === 0 ? "now" : "later");
    if (resolved === "beyondHorizon") return { walks, after, horizon: walks.at(-1)?.revision ?? null };
    take(resolved);
  }
  return { walks, horizon: null, after };
}

/** Contract halves whose gate is open; none on the way down. */
const dueHalves = ({ settings, options }: Run, { walk, contract }: PlanRequest, { snapshot }: Look) =>
  walk === "downgrade" ? [] : (snapshot?.pending ?? []).filter((half) => isDue(half, contract, settings.contractAfter, options.clock.now()));

/** What was applied, from the journal; from the documents where nobody saw it run. */
async function appliedUnder(run: Run, graph: WalksToResolve["graph"], { revision, part }: PathStep<RevisionResource>, history: readonly HistoryEntry[]): Promise<readonly Applied[]> {
  const ids = part?.recorded ?? [revision.id];
  return Promise.all(ids.map(async (id) => appliedSteps(history, id) ?? { id, outcomes: await documentedSteps(run, graph, revision.id) }));
}
