import type { ObjectKind, ObjectRef, RefKey } from "./ref.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";

/** `unknown`: nobody knows (after an opaque step, or without the right to read); never to be taken for absent. */
export type Found<K extends ObjectKind = ObjectKind> = SchemaObjectOf<K> | "absent" | "unknown";

/** An immutable set of schema objects. Implementations keep insertion order; iteration is deterministic. */
export interface Model {
  get<K extends ObjectKind>(ref: ObjectRef & { readonly kind: K }): Found<K>;
  /** Direct children of a table or view in creation order, optionally of one kind. */
  children(ref: ObjectRef, kind?: ObjectKind): readonly SchemaObject[];
  /** Objects that mention `ref` or one of its children and would be left hanging without it (not its own children). */
  dependants(ref: ObjectRef): readonly SchemaObject[];
  /** Every object, parents before children. */
  objects(): Iterable<SchemaObject>;
  /** Whether everything that is not in the model is unknown rather than absent (after an opaque step). */
  readonly open: boolean;
  has(key: RefKey): boolean;
  readonly size: number;
}

/** Narrowing help: the object, or undefined where it is absent or unknown. */
export const known = <K extends ObjectKind>(found: Found<K>): SchemaObjectOf<K> | undefined =>
  found === "absent" || found === "unknown" ? undefined : found;
