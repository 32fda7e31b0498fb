import type { Stage } from "../instruction/plan.ts";

/** A right that the role of a run has not. */
export interface MissingRight {
  /** Who may not do what to which object, and the first revision that needs it. */
  readonly message: string;
  /** Statements that would give it. */
  readonly remedy: string;
}

/** What the role of the session may do, as the catalogue tells. Needs no right itself. */
export interface Rights {
  /**
   * What the stages need and the role has not, one entry a right, what writing the journal needs first. One round trip.
   * What they themselves create is theirs; what SQL that nobody derived needs is not foreseen.
   */
  missing(stages: Iterable<Stage>): Promise<readonly MissingRight[]>;
}
