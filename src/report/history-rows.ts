import type { Digest } from "../core/digest.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionNode } from "../revision/revision.ts";
import type { Standing } from "../revision/standing.ts";

/** A revision in `history`, as its JSON has it. */
export interface HistoryRow {
  readonly id: string;
  readonly message: string;
  /** Parents as they are in the source now: a squashed one stands for what it replaced. */
  readonly revises: readonly string[];
  readonly isHead: boolean;
  /** null where no database was asked. */
  readonly isCurrent: boolean | null;
  /** null where no database was asked. */
  readonly isApplied: boolean | null;
  /** ISO 8601, UTC; null where it is not applied, or no database was asked. */
  readonly appliedAt: string | null;
  readonly digest: Digest;
}

export interface HistoryRequest {
  readonly standing?: Standing;
  /** When each revision was applied, by id. */
  readonly appliedAt?: ReadonlyMap<string, string>;
  /** Only these; all where absent. */
  readonly only?: ReadonlySet<string>;
}

/** The revisions of the source, newest first. */
export function historyRows(graph: RevisionGraph, { standing, appliedAt, only }: HistoryRequest): HistoryRow[] {
  const current = new Set(standing?.heads.map((id) => graph.replacedBy.get(id) ?? id));
  const ids = graph.order.filter((id) => only?.has(id) ?? true).reverse();
  return ids.map((id) => {
    const node = graph.node(id);
    return {
      id,
      message: node.message,
      revises: graph.parents(id),
      isHead: graph.children(id).length === 0,
      isCurrent: standing === undefined ? null : current.has(id),
      isApplied: standing?.applied.has(id) ?? null,
      appliedAt: lastApplied(node, appliedAt),
      digest: node.digest,
    };
  });
}

/** Of a squashed revision, the last time that anything of it was applied. */
function lastApplied({ id, replaces }: RevisionNode, appliedAt: ReadonlyMap<string, string> | undefined): string | null {
  const times = [id, ...(replaces ?? []).map((replaced) => replaced.id)].flatMap((known) => appliedAt?.get(known) ?? []);
  return times.sort().at(-1) ?? null;
}
