import type { Diagnostic } from "../core/diagnostic.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { checkIds } from "./check-ids.ts";
import { checkReferences, type PlaceOf } from "./check-references.ts";
import { checkReplaced } from "./check-replaced.ts";
import { RevisionGraph } from "./graph.ts";
import { orderByPrerequisites } from "./order.ts";
import type { RevisionNode } from "./revision.ts";

export interface BuiltGraph<N extends RevisionNode> {
  /** Absent where the findings have errors. */
  readonly graph?: RevisionGraph<N>;
  /** All that is wrong, not only the first. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface GraphOptions<N extends RevisionNode> {
  readonly placeOf?: PlaceOf<N>;
  /** Whether a revision that is not among them is written somewhere all the same, in a document with an error: then it is no fault to name it. */
  readonly isFaulty?: (id: string) => boolean;
}

/** Joins revisions, in any order, to a graph. */
export function buildGraph<N extends RevisionNode>(
  revisions: readonly N[],
  { placeOf = ({ position }) => position, isFaulty = () => false }: GraphOptions<N> = {},
): BuiltGraph<N> {
  const nodes = new Map<string, N>();
  for (const revision of revisions) if (!nodes.has(revision.id)) nodes.set(revision.id, revision);
  const replacedBy = new Map<string, string>();
  for (const { id, replaces } of nodes.values()) for (const replaced of replaces ?? []) replacedBy.set(replaced.id, id);
  const standing = (id: string): string => replacedBy.get(id) ?? id;
  const prerequisites = new Map<string, readonly string[]>();
  for (const { id, revises, dependsOn } of nodes.values()) prerequisites.set(id, [...new Set([...revises, ...dependsOn].map(standing))]);
  const { order, loops } = orderByPrerequisites(prerequisites);
  const diagnostics = [
    ...checkIds(revisions),
    ...checkReplaced(nodes),
    ...checkReferences(nodes, (id) => nodes.has(id) || replacedBy.has(id) || isFaulty(id), placeOf),
    ...loops.map((loop) => cycle(loop, nodes)),
  ];
  return hasErrors(diagnostics) ? { diagnostics } : { graph: new RevisionGraph({ nodes, replacedBy, order }), diagnostics };
}

function cycle(loop: readonly string[], nodes: ReadonlyMap<string, RevisionNode>): Diagnostic {
  const [first] = loop;
  return {
    code: "revision-cycle",
    severity: "error",
    message: `revisions follow each other in a circle: ${[...loop, first].join(" → ")}`,
    remedy: "Change `revises` or `dependsOn` of one of them so that the chain starts somewhere",
    position: nodes.get(first ?? "")?.position,
  };
}
