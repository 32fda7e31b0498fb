import type { Change, ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectKind } from "../../../../model/ref.ts";
import type { Situation } from "./situation.ts";

/** What one or several changes become. */
export interface Lowered {
  readonly instructions: readonly Instruction[];
  /** How many of the changes, from the first, it carries out. */
  readonly consumed: number;
}

/** A way to carry out several changes at once; null where they do not begin such a run. */
export type RunStrategy = (changes: readonly Change[], from: number, situation: Situation) => Lowered | null;

/** A way to carry out one change of one kind. */
export type Create<K extends ObjectKind> = (after: SchemaObjectOf<K>, change: ObjectChange, situation: Situation) => readonly Instruction[];
export type Drop<K extends ObjectKind> = (before: SchemaObjectOf<K>, change: ObjectChange, situation: Situation) => readonly Instruction[];
export type Alter<K extends ObjectKind> = (
  before: SchemaObjectOf<K>,
  after: SchemaObjectOf<K>,
  change: ObjectChange,
  situation: Situation,
) => readonly Instruction[];

/** The life of one kind. Rename changes the name (and schema) only; what else changes is an alter behind it. */
export interface Life<K extends ObjectKind> {
  readonly create: Create<K>;
  readonly drop: Drop<K>;
  readonly alter: Alter<K>;
  readonly rename: Alter<K>;
}

/** An effect that both sides of are given. */
export const effect = (before: ObjectChange["before"], after: ObjectChange["after"]): ObjectChange => ({ kind: "object", before, after });
