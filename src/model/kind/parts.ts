import type { IndexKey } from "../body.ts";
import type { ObjectRef } from "../ref.ts";
import { childRef } from "../ref.ts";
import type { Renaming } from "../renaming.ts";
import { renameColumns } from "../renaming.ts";
import type { Mention } from "./define-kind.ts";
import { required } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";

/** Mentions of columns of the object's own table. */
export const ownColumns = (self: ObjectRef, names: readonly string[]): readonly Mention[] => columnsOf(self.parent, names);

export const columnsOf = (table: ObjectRef | undefined, names: readonly string[]): readonly Mention[] =>
  table === undefined ? [] : names.map((name) => required(childRef("column", table, name)));

export const keyColumns = (keys: readonly IndexKey[]): readonly string[] => keys.flatMap(({ column }) => (column === null ? [] : [column]));

/** What the keys name that is given as its statement. */
export const keyMentions = (keys: readonly IndexKey[], method: string): readonly Mention[] =>
  keys.flatMap(({ collation, opclass }) => [...givenMentions("collation", collation), ...givenMentions("operatorClass", opclass, method)]);

/** Keys of an index or exclusion after something was renamed that they name; the same array where nothing changes. */
export function renameKeys<Key extends IndexKey>(
  keys: readonly Key[],
  self: ObjectRef,
  renaming: Renaming,
  method: string,
): readonly Key[] {
  const renamed = keys.map((key): Key => {
    const column = key.column === null ? null : (renameColumns([key.column], self.parent, renaming)[0] ?? null);
    const collation = renameGiven("collation", key.collation, renaming);
    const opclass = renameGiven("operatorClass", key.opclass, renaming, method);
    return column === key.column && collation === key.collation && opclass === key.opclass ? key : { ...key, column, collation, opclass };
  });
  return renamed.some((key, at) => key !== keys[at]) ? renamed : keys;
}

/** The body with the fields replaced where one of them is another value than before. */
export function replace<B extends object>(body: B, fields: Partial<B>): B {
  const changed = (Object.keys(fields) as (keyof B)[]).some((field) => fields[field] !== body[field]);
  return changed ? { ...body, ...fields } : body;
}
