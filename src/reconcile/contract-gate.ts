import type { Milliseconds } from "../core/duration.ts";
import { revisionOfContract } from "../plan/contract-half.ts";
import type { PendingContract } from "../port/journal.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withAncestors } from "../revision/lineage.ts";

/** When contract halves run by themselves: each condition that is given must hold. null: only when somebody asks. */
export type ContractGate = {
  /** This long after their revision was applied. */
  readonly after: Milliseconds;
  /** `awaited`: no running copy of the application may be older. */
  readonly rollout: "awaited" | "ignored";
} | null;

/** The revision that each running copy of the application was built for; null for one that does not say, which counts as old. */
export type Rollout = () => Promise<readonly (string | null)[]>;

export interface GateState {
  readonly graph: RevisionGraph;
  readonly now: Date;
  /** undefined: nobody can see from here what runs. */
  readonly rollout: Rollout | undefined;
}

/** Those of the halves whose gate is open. */
export async function openHalves(
  halves: readonly PendingContract[],
  gate: ContractGate,
  { graph, now, rollout }: GateState,
): Promise<readonly PendingContract[]> {
  const old = gate === null ? [] : halves.filter(({ since }) => Date.parse(since) + gate.after <= now.getTime());
  if (gate?.rollout !== "awaited" || old.length === 0) return old;
  if (rollout === undefined) return [];
  const running = (await rollout()).map((revision) => reaches(graph, revision));
  return old.filter(({ id }) => running.every((reached) => reached.has(revisionOfContract(id) ?? id)));
}

/** A revision that the source does not know may be of any age: it counts as old. */
const reaches = (graph: RevisionGraph, revision: string | null): ReadonlySet<string> => {
  const standing = revision === null ? undefined : (graph.replacedBy.get(revision) ?? revision);
  return standing !== undefined && graph.has(standing) ? withAncestors(graph, [standing]) : new Set();
};
