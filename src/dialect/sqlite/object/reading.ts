import type { BodyOf } from "../../../model/body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { declared } from "../../../model/object.ts";
import type { ObjectKind, ObjectRef } from "../../../model/ref.ts";

/** What reading one object needs to know of the rest of the database; SQLite compares names without case. */
export interface Reading {
  readonly table: ObjectRef;
  /** The table's name as it was created, or the given spelling where there is none. */
  tableName(spelling: string): string;
  columnName(table: string, spelling: string): string;
  primaryKeyOf(table: string): readonly string[];
  isThere(relation: string): boolean;
  /** Whether a constraint or index has this name already. */
  taken(name: string): boolean;
}

/** A declared child of the table that is read. */
export function child<K extends ObjectKind>(
  kind: K,
  parent: ObjectRef,
  name: string,
  body: BodyOf<K>,
  position?: number,
): SchemaObjectOf<K> {
  const ref = { kind, parent, name };
  return position === undefined ? { kind, ref, body, origin: declared } : { kind, ref, body, origin: declared, position };
}
