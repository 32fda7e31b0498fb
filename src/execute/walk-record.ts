import { parseChanges, serialiseChanges } from "../change/serialise-changes.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { parseSteps, serialiseSteps } from "../plan/step-outcomes.ts";
import type { Progress } from "../port/journal.ts";

/** What a revision under way is doing. `undo` walks back what an upgrade did, and leaves no entry in the history. */
export interface WalkRecord {
  readonly purpose: "walk" | "undo";
  readonly walk: RevisionWalk;
}

type StoredWalk = Omit<RevisionWalk, "steps" | "pendingContract"> & {
  readonly steps: string;
  readonly pendingContract: { readonly id: string; readonly changes: string } | null;
};

/** The record as the journal's progress keeps it. Rows in effects stay behind: the statements hold them. */
export function serialiseRecord({ purpose, walk }: WalkRecord): string {
  const { pendingContract } = walk;
  const stored: StoredWalk = {
    ...walk,
    steps: serialiseSteps(walk.steps),
    pendingContract: pendingContract === null ? null : { id: pendingContract.id, changes: serialiseChanges(pendingContract.changes) },
  };
  return canonicalJson({ purpose, walk: stored });
}

export function parseRecord(text: string): WalkRecord {
  const { purpose, walk } = JSON.parse(text) as { readonly purpose: WalkRecord["purpose"]; readonly walk: StoredWalk };
  const { pendingContract } = walk;
  return {
    purpose,
    walk: {
      ...walk,
      steps: parseSteps(walk.steps),
      pendingContract: pendingContract === null ? null : { id: pendingContract.id, changes: parseChanges(pendingContract.changes) },
    },
  };
}

/** Whether something of it has happened, or may have: else a new plan may take its place. */
export const hasBegun = ({ stage, state, revision }: Progress): boolean => revision !== differenceKey && (stage > 0 || state === "started");

/** Whether it is the note of a revision that failed and of which nothing stands. */
export const isFailureAlone = (progress: Progress): boolean => progress.revision !== differenceKey && !hasBegun(progress);

/** Whether a walk planned anew may go on where the journal's left off: what is done already is the same in both. */
export function continues(fresh: RevisionWalk, progress: Progress): boolean {
  const { walk } = parseRecord(progress.walk);
  return (
    fresh.direction === progress.direction && canonicalJson(done(fresh.stages, progress)) === canonicalJson(done(walk.stages, progress))
  );
}

const done = (stages: readonly Stage[], { stage, state }: Progress): readonly Stage[] =>
  stages.slice(0, state === "started" ? stage + 1 : stage);

/** The progress of a computed difference stands under this name, which no revision can have. */
export const differenceKey = "@difference";
