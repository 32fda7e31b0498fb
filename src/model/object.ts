import type { AccessField } from "./access.ts";
import type { BodyOf } from "./body.ts";
import type { Grant } from "./grant.ts";
import { type DdlKind, isDdlKind, type ObjectKind, type ObjectRef } from "./ref.ts";
import type { SecurityLabels } from "./security-label.ts";

/** Where an object comes from; only `declared` objects are written and compared on their own. */
export type Origin =
  | { readonly kind: "declared" }
  | { readonly kind: "extension"; readonly name: string }
  /** Belongs to another project that shares the database. */
  | { readonly kind: "project"; readonly name: string }
  /** Exists because another object does (an index behind a constraint, a sequence behind an identity). */
  | { readonly kind: "impliedBy"; readonly ref: ObjectRef }
  | ScaffoldOf;

/** Stands only until the contract gate opens: what keeps two names of `ref` in use. */
export interface ScaffoldOf {
  readonly kind: "scaffoldOf";
  readonly ref: ObjectRef;
  /** Of a second column: `ref` stands without its NOT NULL meanwhile, and one of the two must have a value. */
  readonly required?: true;
}

export const declared: Origin = { kind: "declared" };

/** Attributes any object may have. Absent (undefined) means: not compared; null or empty means: none. */
export interface Attributes {
  readonly comment?: string | null;
  /** What stands as the comment of a live object that nobody gave one: an extension brings it. As good as none. */
  readonly usualComment?: string;
  readonly owner?: string;
  /** In normal form. */
  readonly grants?: readonly Grant[];
  /** Of a column that numbers itself, those on its sequence, in normal form. Of a live one absent means those of a new one. */
  readonly sequenceGrants?: readonly Grant[];
  /** Of a live object absent means none. */
  readonly securityLabels?: SecurityLabels;
  /** Attributes of a live object that nobody chose: the owner is the role that looked, the grants are those of a new object. Never compared, and not written. */
  readonly implied?: readonly AccessField[];
}

export interface SchemaObjectOf<K extends ObjectKind> extends Attributes {
  readonly kind: K;
  readonly ref: ObjectRef & { readonly kind: K };
  readonly body: BodyOf<K>;
  readonly origin: Origin;
  /** Earlier names: a hint to diff, never compared. */
  readonly renamedFrom?: readonly string[];
  /** Enum labels' earlier names (new label → earlier names): a hint to diff, never compared. */
  readonly labelsRenamedFrom?: Readonly<Record<string, readonly string[]>>;
  /** Of a live namespace: default privileges give more, or less, on what is made in it than any new object has. */
  readonly grantsByDefault?: true;
  /** Kinds of parts that a declared table says nothing of: those that are there are not compared. */
  readonly leaves?: readonly ObjectKind[];
  /** Nothing but its name is known (after an opaque step): it can be dropped, and nothing brings it back. */
  readonly nameOnly?: true;
  /** What else it needs, where the catalogue or its SQL tells: routines, types, relations and columns that no field names. Never compared, written in no document. */
  readonly uses?: readonly ObjectRef[];
  /** Creation order among siblings (columns); never compared. */
  readonly position?: number;
}

/** One object of the schema model; a union discriminated by `kind`. */
export type SchemaObject = { [K in ObjectKind]: SchemaObjectOf<K> }[ObjectKind];

/** Whether the object is given as the statement that makes it. */
export const isDdlObject = (object: SchemaObject): object is Extract<SchemaObject, { readonly kind: DdlKind }> => isDdlKind(object.kind);
