import type { Digest } from "../core/digest.ts";
import type { Position } from "../core/position.ts";
import type { RevisionGraph } from "./graph.ts";

/** An applied revision whose meaning is no longer what was applied. */
export interface EditedRevision {
  readonly id: string;
  readonly applied: Digest;
  readonly source: Digest;
  /** Of what the source says now. */
  readonly position: Position | undefined;
}

/** Compares what the journal applied with what the source says, squashed revisions by the digests they replaced. */
export function editedRevisions(graph: RevisionGraph, applied: ReadonlyMap<string, Digest>): EditedRevision[] {
  const edited: EditedRevision[] = [];
  for (const [id, digest] of applied) {
    const source = sourceDigest(graph, id);
    if (source !== undefined && source !== digest)
      edited.push({ id, applied: digest, source, position: graph.get(graph.replacedBy.get(id) ?? id)?.position });
  }
  return edited;
}

function sourceDigest(graph: RevisionGraph, id: string): Digest | undefined {
  const squashed = graph.replacedBy.get(id);
  if (squashed === undefined) return graph.get(id)?.digest;
  return graph.get(squashed)?.replaces?.find((replaced) => replaced.id === id)?.digest;
}
