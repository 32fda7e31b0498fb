import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { Position } from "../core/position.ts";
import type { RevisionNode } from "./revision.ts";

/** Where a field of a revision is written. */
export type PlaceOf<N> = (node: N, field: "revises" | "dependsOn") => Position | undefined;

/** What `revises` and `dependsOn` name must be there. */
export function checkReferences<N extends RevisionNode>(
  nodes: ReadonlyMap<string, N>,
  isThere: (id: string) => boolean,
  placeOf: PlaceOf<N>,
): Diagnostic[] {
  const missing = (ids: readonly string[]): readonly string[] => ids.filter((id) => !isThere(id));
  return [...nodes.values()].flatMap((node) => [
    ...missing(node.revises).map((id) => ({ ...missingParent(node, id, nodes), position: placeOf(node, "revises") })),
    ...missing(node.dependsOn).map((id) => ({ ...missingDependency(node, id, nodes), position: placeOf(node, "dependsOn") })),
  ]);
}

const missingParent = ({ id }: RevisionNode, parent: string, nodes: ReadonlyMap<string, RevisionNode>): Diagnostic => ({
  code: "missing-parent",
  severity: "error",
  message: `revision ${id} revises ${parent}, which no document declares`,
  remedy: suggest(parent, id, nodes) ?? "Bring its file back, or let `revises` name a revision that is there (`[]` starts a base)",
});

const missingDependency = ({ id }: RevisionNode, needed: string, nodes: ReadonlyMap<string, RevisionNode>): Diagnostic => ({
  code: "missing-dependency",
  severity: "error",
  message: `revision ${id} depends on ${needed}, which no document declares`,
  remedy: suggest(needed, id, nodes) ?? "Bring its file back, or take it out of `dependsOn`",
});

function suggest(missing: string, by: string, nodes: ReadonlyMap<string, RevisionNode>): string | undefined {
  const near = didYouMean(
    missing,
    [...nodes.keys()].filter((id) => id !== by),
  );
  return near === undefined ? undefined : `Did you mean ${near}?`;
}
