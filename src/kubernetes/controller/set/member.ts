import type { DatabaseObject } from "../../object/database-object.ts";

/** A target with its Database. */
export interface Member {
  readonly target: string;
  readonly wave: number;
  /** What the Database is to be, but for the state of the source. */
  readonly wanted: DatabaseObject;
  /** What is there. */
  readonly found?: DatabaseObject;
  /** Why the API server would not take what is wanted, when it was asked just now. */
  readonly refusal?: string;
}

/**
 * `behind`: its Database is not what it is to be. `held`: nor may it become so, before others have shown that the source is good. `underWay`: it is, and works.
 * `resting`: it is, and suspended as the template says. `failed`: it is, or cannot be, and nothing will change without somebody's doing.
 */
export type MemberState = "behind" | "held" | "underWay" | "ready" | "resting" | "failed";

export interface JudgedMember extends Member {
  readonly state: MemberState;
  /** With the state of the source that it may go to. */
  readonly wanted: DatabaseObject;
  /** For people; absent where the Database's own conditions say it. */
  readonly reason?: { readonly word: string; readonly message: string };
}
