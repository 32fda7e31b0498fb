import type { Digest } from "../core/digest.ts";
import type { HistoryEntry } from "../port/journal.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import type { RevisionNode } from "../revision/revision.ts";
import type { Standing } from "../revision/standing.ts";

/** A step, and why it did not run. */
export interface StepMark {
  readonly step: string;
  readonly outcome: "skipped" | "already";
}

/** How a revision was applied, the last time. */
export interface JournaledRevision {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: HistoryEntry["outcome"];
  readonly notRun: readonly StepMark[];
}

/** A revision in `history`, as its JSON has it. */
export interface HistoryRow {
  readonly id: string;
  readonly message: string;
  /** Parents as they are in the source now: a squashed one stands for what it replaced. These, `isHead` and `digest` are null where no source was read; `isHead` alone where it does not have the revision. */
  readonly revises: readonly string[] | null;
  readonly isHead: boolean | null;
  /** null where no database was asked. */
  readonly isCurrent: boolean | null;
  /** null where no database was asked. */
  readonly isApplied: boolean | null;
  /** ISO 8601, UTC; null where it is not applied, or no database was asked. */
  readonly appliedAt: string | null;
  /** skipped: its `when` did not hold. stamped: nobody saw it run. null where it is not applied, or nobody says. */
  readonly outcome: HistoryEntry["outcome"] | null;
  /** Steps that did not run, as their condition did not hold or the same was there already. */
  readonly notRun: readonly StepMark[];
  readonly digest: Digest | null;
}

export interface HistoryRequest {
  readonly standing?: Standing;
  /** How each revision was applied, by id. */
  readonly journaled?: ReadonlyMap<string, JournaledRevision>;
  /** Only these; all where absent. */
  readonly only?: ReadonlySet<string>;
}

/** The revisions of the source, newest first. */
export function historyRows(graph: RevisionGraph, { standing, journaled, only }: HistoryRequest): HistoryRow[] {
  const current = new Set(standing?.heads.map((id) => graph.replacedBy.get(id) ?? id));
  const ids = graph.order.filter((id) => only?.has(id) ?? true).reverse();
  return ids.map((id) => {
    const node = graph.node(id);
    const last = lastApplied(node, journaled);
    return {
      id,
      message: node.message,
      revises: graph.parents(id),
      isHead: graph.children(id).length === 0,
      isCurrent: standing === undefined ? null : current.has(id),
      isApplied: standing?.applied.has(id) ?? null,
      appliedAt: last?.at ?? null,
      outcome: last?.outcome ?? null,
      notRun: last?.notRun ?? [],
      digest: node.digest,
    };
  });
}

/** Of a squashed revision, the last time that anything of it was applied. */
function lastApplied(
  { id, replaces }: RevisionNode,
  journaled: ReadonlyMap<string, JournaledRevision> | undefined,
): JournaledRevision | undefined {
  const all = [id, ...(replaces ?? []).map((replaced) => replaced.id)].flatMap((known) => journaled?.get(known) ?? []);
  return all.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
}
