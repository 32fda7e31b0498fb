import type { Diagnostic } from "../core/diagnostic.ts";
import type { RevisionNode } from "./revision.ts";

/** A replaced revision is gone from the source, and stood for by one squashed revision only, step for step. */
export const checkReplaced = (nodes: ReadonlyMap<string, RevisionNode>): Diagnostic[] => [
  ...checkOwners(nodes),
  ...[...nodes.values()].flatMap(checkSteps),
];

function checkOwners(nodes: ReadonlyMap<string, RevisionNode>): Diagnostic[] {
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

/** A database inside the range runs steps by their place: a wrong count would run the wrong ones. */
function checkSteps({ id, replaces, upgrade, position }: RevisionNode): Diagnostic[] {
  if (replaces === undefined) return [];
  const counted = replaces.reduce((sum, { steps }) => sum + steps, 0);
  const seen = new Set<string>();
  const faults: string[] =
    upgrade === undefined || upgrade.length === counted
      ? []
      : [`it counts ${counted} steps in \`replaces\`, and \`upgrade\` has ${upgrade.length}`];
  for (const entry of replaces) {
    faults.push(
      ...entry.revises
        .filter((parent) => !seen.has(parent))
        .map((parent) => `${entry.id} revises ${parent}, which does not stand before it in \`replaces\``),
    );
    seen.add(entry.id);
  }
  return faults.map((fault) => ({
    code: "replaced-steps",
    severity: "error",
    message: `squashed revision ${id} does not add up: ${fault}`,
    remedy: "Write what is new as a revision of its own, and leave the squashed one as `keelson squash` wrote it",
    position,
  }));
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
