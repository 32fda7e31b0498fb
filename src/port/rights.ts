import type { Stage } from "../instruction/plan.ts";
import type { ObjectRef } from "../model/ref.ts";

/** A right that the role of a run has not. */
export interface MissingRight {
  /** Who may not do what to which object, and the first revision that needs it. */
  readonly message: string;
  /** Statements that would give it. */
  readonly remedy: string;
  /** Who needs it first; absent: the run itself. */
  readonly asked?: Asking;
}

/** What of a plan needs a right: a step of a revision, or an object of a computed difference (`revision` is null). */
export interface Asking {
  readonly revision: string | null;
  readonly step?: string;
  readonly about?: ObjectRef;
}

/** Columns of a table, all of whose rows are to be read. */
export interface Reading {
  readonly table: ObjectRef;
  readonly columns: readonly string[];
}

/** What the role of the session may do, as the catalogue tells. Needs no right itself. */
export interface Rights {
  /**
   * What the stages need and the role has not, one entry a right, what writing the journal needs first. One round trip.
   * What they themselves create is theirs; what SQL that nobody derived needs is not foreseen.
   */
  missing(stages: Iterable<Stage>): Promise<readonly MissingRight[]>;
  /** Why the role may not read these, one entry each, null where it may. What is not there it may. One round trip. */
  unreadable(readings: readonly Reading[]): Promise<readonly (MissingRight | null)[]>;
}
