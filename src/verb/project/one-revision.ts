import type { RevisionResource } from "../../resource/resource.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import { resolveTarget } from "../../revision/resolve-target.ts";
import { nowhere } from "../../revision/standing.ts";
import { MultipleHeadsError, TargetError } from "../../revision/target-errors.ts";

/** The one revision that a target names. @throws TargetError, UnknownRevisionError, MultipleHeadsError */
export function oneRevision(graph: RevisionGraph<RevisionResource>, target: string): RevisionResource {
  const destination = resolveTarget(graph, nowhere, target, "commandLine");
  if (destination.kind === "without")
    throw new TargetError("not-a-revision", `${target} is below every revision`, "Name a revision by its id");
  const [id, ...others] = destination.ids;
  if (others.length > 0) throw new MultipleHeadsError(graph, [...destination.ids]);
  if (id === undefined)
    throw new TargetError("no-revision", "there is no revision yet", 'Write the first one with keelson revision -m "…"');
  return graph.node(id);
}
