/** What spreading needs of a graph. */
export interface Lines {
  readonly order: readonly string[];
  parents(id: string): readonly string[];
  children(id: string): readonly string[];
}

/**
 * Which revisions a label covers, as in Alembic: the one that carries it, everything that revises it,
 * and below it the unbranched line down to (not including) where it forks off or was merged.
 */
export function spreadLabels(lines: Lines, labelsOf: (id: string) => readonly string[]): Map<string, ReadonlySet<string>> {
  const branches = new Map<string, ReadonlySet<string>>();
  for (const id of lines.order) for (const label of labelsOf(id)) branches.set(label, branchOf(lines, id));
  return branches;
}

function branchOf(lines: Lines, carrier: string): Set<string> {
  const members = new Set([carrier]);
  // Grows while it is iterated, so that descendants of descendants are reached too.
  for (const id of members) for (const child of lines.children(id)) members.add(child);
  for (let below = onlyParent(lines, carrier); below !== undefined; below = onlyParent(lines, below)) members.add(below);
  return members;
}

/** The parent, where the two are one unbranched line. */
function onlyParent(lines: Lines, id: string): string | undefined {
  const [parent, ...others] = lines.parents(id);
  if (parent === undefined || others.length > 0) return undefined;
  const unbranched = lines.children(parent).length === 1 && lines.parents(parent).length <= 1;
  return unbranched ? parent : undefined;
}
