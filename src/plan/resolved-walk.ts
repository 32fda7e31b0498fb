import type { Change } from "../change/change.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { ProbeInstruction } from "../instruction/instruction.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { Model } from "../model/model.ts";

/** What one step comes to, in the direction of the walk. */
export interface ResolvedStep {
  /** The step's id. */
  readonly step: string;
  readonly changes: readonly Change[];
}

/** One revision's walk before lowering: its changes against the model in which it will run. */
export interface ResolvedWalk
  extends Pick<
    RevisionWalk,
    "revision" | "direction" | "outcome" | "digest" | "message" | "parents" | "heads" | "onFailure" | "onFailureOf" | "replaced"
  > {
  /** The model before the first change. */
  readonly before: Model;
  readonly changes: readonly ResolvedStep[];
  /** What the journal will say of each step. */
  readonly steps: RevisionWalk["steps"];
  readonly verify: readonly ProbeInstruction[];
  readonly atomic: "yes" | "no";
  /** How long steps may take, by their ids; absent where none says it. */
  readonly timeoutOf?: Readonly<Record<string, Milliseconds>>;
  /** What waits for the contract gate. */
  readonly waiting: readonly Change[];
}

/** The changes of a walk in their order. */
export const changesOf = ({ changes }: Pick<ResolvedWalk, "changes">): readonly Change[] => {
  const [first, ...others] = changes;
  return first !== undefined && others.length === 0 ? first.changes : changes.flatMap((step) => step.changes);
};
