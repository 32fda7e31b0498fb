import type { Digest } from "../core/digest.ts";
import type { Change } from "../change/change.ts";
import type { Touched } from "../change/touched.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Instruction, InverseQuality, ProbeInstruction } from "./instruction.ts";

export type Direction = "up" | "down";

/** What runs together: one transaction with its journal rows, one autocommit statement, or one step in committed batches. */
export interface Stage {
  /** Position in its revision's walk, from 0; the journal's progress hangs on it. */
  readonly index: number;
  /** null: a computed difference (declarative mode, drift correction). */
  readonly revision: string | null;
  readonly direction: Direction;
  readonly mode: "transaction" | "autocommit" | "batches" | "rebuild";
  readonly inverse: InverseQuality;
  readonly instructions: readonly Instruction[];
}

/** How one step of a revision went, or will go. */
export interface StepOutcome {
  readonly step: string;
  readonly outcome: "applied" | "skipped" | "already";
  /** What undoes it, in the order to run; null where nothing can. */
  readonly inverse: readonly Change[] | null;
  /** What it touches beside what its inverse names: what it did, where people said what undoes it, and what was there as it asks. */
  readonly touched?: Touched;
  /** On the way up: what it found or altered that was nobody's until then, as far as this project knows. */
  readonly found?: readonly ObjectRef[];
  /** On the way down: what goes back to whoever it belonged to before. */
  readonly left?: readonly ObjectRef[];
}

/** One revision's walk: its stages in order and what the journal will say of it. */
export interface RevisionWalk {
  readonly revision: string;
  readonly direction: Direction;
  /** skipped: its `when` did not hold; recorded all the same. */
  readonly outcome: "applied" | "skipped";
  readonly digest: Digest;
  readonly message: string;
  readonly parents: readonly string[];
  readonly steps: readonly StepOutcome[];
  readonly stages: readonly Stage[];
  /** Asked after the last stage; where an answer is not the expected one the revision is not recorded. */
  readonly verify: readonly ProbeInstruction[];
  /** What its end does to the journal's heads. */
  readonly heads: { readonly add: readonly string[]; readonly remove: readonly string[] };
  readonly onFailure: "resume" | "undo";
  /** What steps want otherwise where they are what failed, by their ids; absent where none does. */
  readonly onFailureOf?: Readonly<Record<string, "resume" | "undo">>;
  /** On the way down: revisions that were squashed into this one since and that the journal has, which go with it; absent where there are none. */
  readonly replaced?: readonly { readonly id: string; readonly revises: readonly string[]; readonly digest: Digest }[];
  /** The contract half that is left for the gate; null where there is none. */
  readonly pendingContract: { readonly id: string; readonly changes: readonly Change[] } | null;
}

/** The exact way from one state to another, up to the horizon. */
export interface Plan {
  readonly digest: Digest;
  /** Digest over the canonical model of what the plan reads or touches. */
  readonly fingerprint: Digest;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The revision behind which nothing can be foreseen before it ran (an opaque step's effects are asked for later); null: all is foreseen. */
  readonly horizon: string | null;
  readonly walks: readonly RevisionWalk[];
  /** Stages of a computed difference, after all walks. */
  readonly difference: readonly Stage[];
  readonly pendingContract: readonly string[];
}
