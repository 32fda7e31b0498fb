import type { Digest } from "../core/digest.ts";

/** All that a finding about a database was made of: where it is the same, so is what is found. */
export interface SaidBy {
  /** What was asked about, and of whom. */
  readonly asked: string;
  readonly journal: Digest;
  readonly answers: readonly Digest[];
}

/** Remembers the last finding from run to run. Advisory: what is not remembered is found out again. */
export interface FoundMemory<T> {
  recall(): T | undefined;
  remember(found: T): void;
}
