import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { withAncestors } from "../revision/lineage.ts";
import { resolveTarget } from "../revision/resolve-target.ts";
import { fold } from "../revision/fold.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { InputError } from "../core/error.ts";
import { desiredModel, entrySettings } from "./desired.ts";
import { findStanding } from "./standing.ts";
import type { Run } from "./run.ts";

/**
 * The model of a state that a person names: `live`, `desired`, or a revision target.
 * Where the source declares no Schema, desired is what its revisions end in. @throws InputError
 */
export async function modelOf(run: Run, state: string): Promise<Model> {
  const { session, settings } = run;
  if (state === "live") return (await session.inspect({ schemas: settings.schemas, ignore: settings.ignore })).model;
  if (state === "desired") return (await desiredModel(run)) ?? modelAt(run, "heads");
  return modelAt(run, state);
}

/** What the revisions up to a target make of an empty database. @throws InputError where a step on the way cannot be foreseen */
export async function modelAt(run: Run, target: string): Promise<SchemaModel> {
  const { graph } = await run.source();
  const ids = await revisionsTo(run, graph, target);
  const { after, horizon } = fold(ids.map((id) => graph.node(id)), SchemaModel.empty, entrySettings(run));
  if (horizon === null) return after;
  const message = `what ${horizon.revision} leaves is not known without running it: ${horizon.reason}`;
  throw new InputError(message, { code: "beyond-horizon", diagnostics: [{ code: "beyond-horizon", severity: "error", message, remedy: "Compare with live instead, or state what the step does by structured operations" }] });
}

async function revisionsTo(run: Run, graph: RevisionGraph<RevisionResource>, target: string): Promise<readonly string[]> {
  const snapshot = await run.session.journal.read(run.settings.project);
  const destination = resolveTarget(graph, findStanding(graph, snapshot), target, "commandLine");
  if (destination.kind === "without") return [];
  return graph.sorted(withAncestors(graph, destination.ids));
}
