import type { Digest } from "../core/digest.ts";
import type { Position } from "../core/position.ts";

/** What the graph needs to know of a revision; the full document extends it. */
export interface RevisionNode {
  readonly id: string;
  readonly message: string;
  /** Parents: none starts a base, two or more merge branches. */
  readonly revises: readonly string[];
  /** Revisions of other branches that must be there first. */
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly phase: "expand" | "contract";
  readonly position?: Position;
  readonly digest: Digest;
  readonly upgrade?: readonly unknown[];
  /** Only of a squashed revision: what it stands for, in the order of its steps; together they are all of `upgrade`. */
  readonly replaces?: readonly ReplacedRevision[] | undefined;
}

/** A revision that was squashed into another one: enough for a database that is still at it. */
export interface ReplacedRevision {
  readonly id: string;
  /** How many consecutive entries of the squashed `upgrade` came from it. */
  readonly steps: number;
  /** Its parents among the other replaced revisions. */
  readonly revises: readonly string[];
  /** Its own digest, so that a database that applied it is not told of an edit. */
  readonly digest: Digest;
}
