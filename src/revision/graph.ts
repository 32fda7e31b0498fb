import { spreadLabels } from "./branches.ts";
import type { RevisionNode } from "./revision.ts";

export interface GraphParts<N extends RevisionNode> {
  readonly nodes: ReadonlyMap<string, N>;
  /** Replaced id → the squashed revision that stands for it. */
  readonly replacedBy: ReadonlyMap<string, string>;
  /** Every id, parents and dependencies first. */
  readonly order: readonly string[];
}

const none: readonly string[] = [];

/** The revisions of one source and how they follow each other. Sound by construction: made by `buildGraph` alone. */
export class RevisionGraph<N extends RevisionNode = RevisionNode> {
  /** Every id, parents and dependencies first; by distance from the bases, then by id. */
  readonly order: readonly string[];
  readonly replacedBy: ReadonlyMap<string, string>;
  /** Label → every revision of that branch. */
  readonly branches: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #nodes: ReadonlyMap<string, N>;
  readonly #place = new Map<string, number>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #dependencies = new Map<string, readonly string[]>();
  readonly #children = new Map<string, string[]>();
  readonly #dependents = new Map<string, string[]>();

  constructor({ nodes, replacedBy, order }: GraphParts<N>) {
    this.#nodes = nodes;
    this.replacedBy = replacedBy;
    this.order = order;
    for (const [place, id] of order.entries()) {
      const { revises, dependsOn } = this.node(id);
      this.#place.set(id, place);
      this.#parents.set(id, this.#standing(revises));
      this.#dependencies.set(id, this.#standing(dependsOn));
      for (const parent of this.parents(id)) append(this.#children, parent, id);
      for (const dependency of this.dependencies(id)) append(this.#dependents, dependency, id);
    }
    this.branches = spreadLabels(this, (id) => this.node(id).branchLabels);
  }

  get size(): number {
    return this.order.length;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  get(id: string): N | undefined {
    return this.#nodes.get(id);
  }

  /** @throws TypeError for an id that is not of this graph: a defect of the caller. */
  node(id: string): N {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new TypeError(`revision ${id} is not in the graph`);
    return node;
  }

  /** What it revises; a squashed revision stands for the ones it replaced. */
  parents(id: string): readonly string[] {
    return this.#parents.get(id) ?? none;
  }

  /** What it depends on across branches. */
  dependencies(id: string): readonly string[] {
    return this.#dependencies.get(id) ?? none;
  }

  /** What revises it. */
  children(id: string): readonly string[] {
    return this.#children.get(id) ?? none;
  }

  /** What depends on it across branches. */
  dependents(id: string): readonly string[] {
    return this.#dependents.get(id) ?? none;
  }

  /** Revisions that nothing revises. */
  get heads(): readonly string[] {
    return this.order.filter((id) => this.children(id).length === 0);
  }

  /** Heads that no other revision depends on: applying these applies everything. */
  get effectiveHeads(): readonly string[] {
    return this.heads.filter((id) => this.dependents(id).length === 0);
  }

  /** Revisions that revise nothing. */
  get bases(): readonly string[] {
    return this.order.filter((id) => this.parents(id).length === 0);
  }

  /** Labels of the branches that the revision lies on. */
  labels(id: string): readonly string[] {
    return [...this.branches].filter(([, members]) => members.has(id)).map(([label]) => label);
  }

  /** The ids in topological order. */
  sorted(ids: Iterable<string>): string[] {
    return [...ids].sort((a, b) => (this.#place.get(a) ?? -1) - (this.#place.get(b) ?? -1));
  }

  #standing(ids: readonly string[]): readonly string[] {
    return [...new Set(ids.map((id) => this.replacedBy.get(id) ?? id))];
  }
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
