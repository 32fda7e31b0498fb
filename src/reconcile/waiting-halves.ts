import { applyAll } from "../change/apply.ts";
import type { Change } from "../change/change.ts";
import { parseChanges } from "../change/serialise-changes.ts";
import { KeelsonError } from "../core/error.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { contractId } from "../plan/contract-half.ts";
import { needsHalf } from "../plan/needs-half.ts";
import type { ResolvedWalk } from "../plan/resolved-walk.ts";
import type { PendingContract } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { BeyondHorizon, FoldedRevision } from "../revision/folded-revision.ts";

/** A contract half whose gate is closed. */
export interface WaitingHalf {
  readonly id: string;
  readonly changes: readonly Change[];
}

/** A revision that cannot go before a contract half that waits. */
export interface Awaits {
  readonly revision: string;
  readonly half: string;
}

export const awaitsMessage = ({ revision, half }: Awaits): string =>
  `Revision ${revision} touches what ${half} is to change, and that waits for its gate: open it with \`keelson upgrade --contract\`, or wait for spec.contract`;

/** What waits once the walks have run: halves of earlier runs whose gate is closed, and those that the walks leave. */
export function waitingHalves(pending: readonly PendingContract[], walks: readonly ResolvedWalk[]): readonly WaitingHalf[] {
  const ran = new Set(walks.map(({ revision }) => revision));
  const earlier = pending.filter(({ id }) => !ran.has(id)).map(({ id, changes }) => ({ id, changes: parseChanges(changes) }));
  const left = walks
    .filter(({ waiting }) => waiting.length > 0)
    .map(({ revision, waiting: changes }) => ({ id: contractId(revision), changes }));
  return [...earlier, ...left].filter(
    ({ id }) => !walks.some(({ revision, direction }) => direction === "down" && contractId(revision) === id),
  );
}

type Fold = (before: SchemaModel) => FoldedRevision | BeyondHorizon;

/**
 * The half that a revision needs to have run: what it does there, in the order that people wrote, touches the same objects; null where it may go on.
 * A revision that can only be folded before the half, or only after it, needs it too.
 */
export function awaitedHalf(
  { id: revision }: RevisionResource,
  before: SchemaModel,
  halves: readonly WaitingHalf[],
  fold: Fold,
): Awaits | null {
  for (const { id: half, changes } of halves) {
    const after = attempt(() => fold(applyAll(before, changes)));
    const now = attempt(() => fold(before));
    if (after === null && now === null) continue;
    if (
      after === null ||
      now === null ||
      (after.outcome === "applied" &&
        needsHalf(
          after.steps.flatMap((step) => step.changes),
          changes,
        ))
    )
      return { revision, half };
  }
  return null;
}

/** null where what people wrote does not fit. */
function attempt<Value>(run: () => Value): Value | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof KeelsonError) return null;
    throw error;
  }
}
