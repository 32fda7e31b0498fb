import type { BodyOf } from "../body.ts";
import type { FieldRule } from "../field-rule.ts";
import type { SchemaObjectOf } from "../object.ts";
import type { ObjectKind, ObjectRef } from "../ref.ts";
import type { Renaming } from "../renaming.ts";

/** One object mentions another. `required`: it cannot exist without it; `possible`: the text suggests it. */
export interface Mention {
  readonly ref: ObjectRef;
  readonly certainty: "required" | "possible";
}

/** All the core knows of a kind; operations, diff, order and digest are derived from it. */
export interface KindDescription<K extends ObjectKind> {
  readonly kind: K;
  /** For people: `foreign key`. */
  readonly title: string;
  /** Its key in a Schema document, below its table for children; null where it is written otherwise. */
  readonly plural: string;
  /** Where it lives: directly in the database, in a schema, or below a table or view. */
  readonly home: "database" | "schema" | "parent";
  /** How each field of the body is compared, and thereby where expressions lie. */
  readonly fields: { readonly [F in keyof BodyOf<K>]-?: FieldRule };
  /** What else is taken from what is wanted where a field differs; absent: nothing. */
  readonly tied?: { readonly [F in keyof BodyOf<K>]?: readonly (keyof BodyOf<K>)[] };
  /** What it refers to beside its parent and what its expressions mention. */
  mentions(object: SchemaObjectOf<K>): readonly Mention[];
  /** The body after another object was renamed, expressions left as they are; the same reference where nothing changes. */
  rename(body: BodyOf<K>, renaming: Renaming, self: ObjectRef): BodyOf<K>;
  /** The body without what can close a circle of mentions, to be created first; absent where the kind closes none. */
  stub?(body: BodyOf<K>): BodyOf<K>;
  /** What must be there of it before what it is made of; it is completed before anything else can use it; the same reference where that is all. Absent where it comes whole. */
  shell?(body: BodyOf<K>): BodyOf<K>;
  /** Whether what it says holds without it too, so that there is no such object; absent: never. */
  isUsual?(object: SchemaObjectOf<K>): boolean;
}

export const defineKind = <K extends ObjectKind>(description: KindDescription<K>): KindDescription<K> => description;

export const required = (ref: ObjectRef): Mention => ({ ref, certainty: "required" });
export const possible = (ref: ObjectRef): Mention => ({ ref, certainty: "possible" });
