import { InputError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { fold } from "../revision/fold.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";
import { resolveTarget } from "../revision/resolve-target.ts";
import { desiredModel } from "./desired.ts";
import { withoutDrift } from "./drift.ts";
import { foldContext } from "./fold-context.ts";
import { inspectLive } from "./inspect-live.ts";
import type { Run } from "./run.ts";
import { findStanding } from "./standing.ts";
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

/**
 * The state that the revisions up to a target end in: by their documents alone; where a step of them is opaque, by the database that has run it,
 * without what somebody's hand did there. @throws InputError where neither can tell
 */
export async function modelAt(run: Run, target: string): Promise<SchemaModel> {
  const { graph } = await run.source();
  const ids = await revisionsTo(run, graph, target);
  const { after, horizon } = fold(
    ids.map((id) => graph.node(id)),
    SchemaModel.empty,
    await foldContext(run, graph),
  );
  if (horizon === null && !after.open) return after;
  const seen = await survey(run, { target, forms: "commandLine", walk: "either", difference: "never", contract: "gate" });
  if (seen.horizon === null && !seen.after.open) return withoutDrift(seen.after, seen.look.drift);
  const message = `what ${horizon?.revision ?? target} leaves is not known without running it`;
  const remedy = "Upgrade the database first, compare with live instead, or say what the step does by structured operations";
  throw new InputError(message, { code: "beyond-horizon", remedy });
}

async function revisionsTo(run: Run, graph: RevisionGraph<RevisionResource>, target: string): Promise<readonly string[]> {
  const snapshot = await run.session.journal.read(run.settings.project);
  const destination = resolveTarget(graph, findStanding(graph, snapshot), target, "commandLine");
  if (destination.kind === "without") return [];
  return graph.sorted(withAncestors(graph, destination.ids));
}
