import type { ObjectKind, ObjectRef } from "./ref.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";

/** `unknown`: nobody knows (after an opaque step, or without the right to read); never to be taken for absent. */
export type Found<K extends ObjectKind = ObjectKind> = ObjectOfKind<K> | "absent" | "unknown";
type ObjectOfKind<K extends ObjectKind> = { [P in K]: SchemaObjectOf<P> }[K];

/** An immutable set of schema objects. Implementations keep insertion order; iteration is deterministic. */
export interface Model {
  get<K extends ObjectKind>(ref: ObjectRef & { readonly kind: K }): Found<K>;
  /** Direct children of a table or view in creation order, optionally of one kind. */
  children(ref: ObjectRef, kind?: ObjectKind): readonly SchemaObject[];
  /** Objects that mention `ref` or one of its children and would be left hanging without it (not its own children). */
  dependants(ref: ObjectRef): readonly SchemaObject[];
  /** The index of that name in a schema, whatever table it lies on; index names are unique in their schema. */
  indexNamed(schema: string, name: string): SchemaObjectOf<"index"> | undefined;
  /** What has that name among tables, views, sequences, indexes and the constraints that an index carries; they share one namespace. */
  relationNamed(schema: string, name: string): SchemaObject | undefined;
  /** The routines of that name in a schema, whatever their arguments. */
  routinesNamed(schema: string, name: string): readonly ObjectRef[];
  /** Whether default privileges are altered for what is made in that schema. */
  givesByDefault(schema: string): boolean;
  /** Every object, parents before children. */
  objects(): Iterable<SchemaObject>;
  /** Whether everything that is not in the model is unknown rather than absent (after an opaque step). */
  readonly open: boolean;
  /** Whether nobody has looked at the database and nobody will: what no document made is unknown for good, so a step about it has its name alone. */
  readonly unseen: boolean;
  has(ref: ObjectRef): boolean;
  readonly size: number;
}

/** Narrowing help: the object, or undefined where it is absent or unknown. */
export const known = <K extends ObjectKind>(found: Found<K>): ObjectOfKind<K> | undefined =>
  found === "absent" || found === "unknown" ? undefined : found;
