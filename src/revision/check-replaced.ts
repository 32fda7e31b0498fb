import type { Diagnostic } from "../core/diagnostic.ts";
import type { RevisionNode } from "./revision.ts";

/** A replaced revision is gone from the source, and stood for by one squashed revision only. */
export function checkReplaced(nodes: ReadonlyMap<string, RevisionNode>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const owners = new Map<string, string>();
  for (const node of nodes.values())
    for (const { id } of node.replaces ?? []) {
      const owner = owners.get(id);
      const still = nodes.get(id);
      if (owner !== undefined) diagnostics.push(replacedTwice(id, node, owner));
      else if (still !== undefined) diagnostics.push(stillThere(node, still));
      owners.set(id, owner ?? node.id);
    }
  return diagnostics;
}

const replacedTwice = (id: string, { id: by, position }: RevisionNode, owner: string): Diagnostic => ({
  code: "replaced-twice",
  severity: "error",
  message: `revision ${by} replaces ${id}, which ${owner} replaces already`,
  remedy: "Keep one of the two squashed revisions",
  position,
});

const stillThere = (squashed: RevisionNode, still: RevisionNode): Diagnostic => ({
  code: "replaced-revision-present",
  severity: "error",
  message: `revision ${still.id} was squashed into ${squashed.id}, but its own file is there too`,
  remedy: `Delete the file of ${still.id}, or that of ${squashed.id} to undo the squash`,
  position: still.position,
});
