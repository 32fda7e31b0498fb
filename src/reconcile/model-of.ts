import { InputError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { Fold } from "../revision/fold.ts";
import { foldNew } from "../revision/fold-new.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";
import { resolveTarget } from "../revision/resolve-target.ts";
import { desiredModel } from "./desired.ts";
import { withoutDrift } from "./drift.ts";
import { foldContext } from "./fold-context.ts";
import { inspectLive } from "./inspect-live.ts";
import type { LoadedSource, Run } from "./run.ts";
import { findStanding } from "./standing.ts";
import { SourceEmptyError } from "./stop-errors.ts";
import { survey } from "./survey.ts";

/**
 * The model of a state that a person names: `live`, `desired`, or a revision target.
 * Where the source declares no Schema, desired is what its revisions end in. @throws InputError
 */
export async function modelOf(run: Run, state: string): Promise<Model> {
  if (state === "live") return (await inspectLive(run)).model;
  if (state === "desired") return (await desiredModel(run)) ?? modelAt(run, "heads");
  return modelAt(run, state);
}

/** What another source asks for: what its Schema documents declare, or what its revisions end in where it has none. @throws InputError, SourceEmptyError */
export async function modelOfSource(run: Run, source: LoadedSource): Promise<Model> {
  const { graph, schemas } = source;
  if (graph.size === 0 && schemas.length === 0) throw new SourceEmptyError();
  const desired = await desiredModel({ ...run, source: () => Promise.resolve(source) });
  if (desired !== null) return desired;
  const { after, horizon } = await foldFrom(run, graph, graph.order);
  if (horizon !== null || after.open)
    throw beyond(
      horizon?.revision ?? "a revision there",
      "Compare with a database that it was applied to, or say what the step does by structured operations",
    );
  return after;
}

/**
 * The state that the revisions up to a target end in: by their documents alone; where a step of them is opaque, by the database that has run it,
 * without what somebody's hand did there. @throws InputError where neither can tell
 */
export async function modelAt(run: Run, target: string): Promise<SchemaModel> {
  const { graph } = await run.source();
  const ids = await revisionsTo(run, graph, target);
  const { after, horizon } = await foldFrom(run, graph, ids);
  if (horizon === null && !after.open) return after;
  const seen = await survey(run, { target, forms: "commandLine", walk: "either", difference: "never", contract: "gate" });
  if (seen.horizon === null && !seen.after.open) return withoutDrift(seen.after, seen.look.drift);
  throw beyond(
    horizon?.revision ?? target,
    "Upgrade the database first, compare with live instead, or say what the step does by structured operations",
  );
}

async function foldFrom(run: Run, graph: RevisionGraph<RevisionResource>, ids: readonly string[]): Promise<Fold> {
  await run.options.dialect.grammar.ready();
  return foldNew(
    ids.map((id) => graph.node(id)),
    foldContext(run, graph),
  );
}

const beyond = (what: string, remedy: string): InputError =>
  new InputError(`what ${what} leaves is not known without running it`, { code: "beyond-horizon", remedy });

async function revisionsTo(run: Run, graph: RevisionGraph<RevisionResource>, target: string): Promise<readonly string[]> {
  const snapshot = await run.session.journal.read(run.settings.project);
  const destination = resolveTarget(graph, findStanding(graph, snapshot), target, "commandLine");
  if (destination.kind === "without") return [];
  return graph.sorted(withAncestors(graph, destination.ids));
}
