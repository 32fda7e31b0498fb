import type { IndexKey } from "../body.ts";
import type { ObjectRef } from "../ref.ts";
import { childRef } from "../ref.ts";
import type { Renaming } from "../renaming.ts";
import { renameColumns } from "../renaming.ts";
import type { Mention } from "./define-kind.ts";
import { required } from "./define-kind.ts";

/** Mentions of columns of the object's own table. */
export const ownColumns = (self: ObjectRef, names: readonly string[]): readonly Mention[] => columnsOf(self.parent, names);

export const columnsOf = (table: ObjectRef | undefined, names: readonly string[]): readonly Mention[] =>
  table === undefined ? [] : names.map((name) => required(childRef("column", table, name)));

export const keyColumns = (keys: readonly IndexKey[]): readonly string[] => keys.flatMap(({ column }) => (column === null ? [] : [column]));

/** Keys of an index or exclusion after a column of its table was renamed; the same array where nothing changes. */
export function renameKeys<Key extends IndexKey>(keys: readonly Key[], self: ObjectRef, renaming: Renaming): readonly Key[] {
  const hit = keys.some(({ column }) => column !== null && renameColumns([column], self.parent, renaming)[0] !== column);
  return hit ? keys.map((key) => (key.column === renaming.from.name ? { ...key, column: renaming.to.name } : key)) : keys;
}

/** The body with the fields replaced where one of them is another value than before. */
export function replace<B extends object>(body: B, fields: Partial<B>): B {
  const changed = (Object.keys(fields) as (keyof B)[]).some((field) => fields[field] !== body[field]);
  return changed ? { ...body, ...fields } : body;
}
