import type { ColumnBody, NotNull } from "../../../model/body.ts";
import { impliedNotNull } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";

/** What of its NOT NULL a column says. A name that was cut to its length can only be told from others here. */
export function ownNotNull(found: NotNull | null, ref: ObjectRef): Pick<ColumnBody, "notNull"> {
  if (found === null) return {};
  const { name, ...rest } = found;
  const own: NotNull = { ...(name !== undefined && name !== impliedNotNull(ref) && { name }), ...rest };
  return Object.keys(own).length === 0 ? {} : { notNull: own };
}

type Column = SchemaObjectOf<"column">;

/**
 * The columns; one whose NOT NULL has the name that is made up for it says so where another one has that name already, as CREATE TABLE … LIKE copies them:
 * where the other is made first, PostgreSQL would make up one with a number behind it.
 */
export function sayingTakenNames(columns: readonly Column[]): readonly Column[] {
  const taken = new Set(columns.flatMap(({ ref, body }) => (body.notNull?.name === undefined ? [] : [inSchema(ref, body.notNull.name)])));
  if (taken.size === 0) return columns;
  return columns.map((column) => {
    const { nullable, notNull } = column.body;
    const hasUsual = notNull === undefined ? !nullable : notNull.name === undefined;
    return hasUsual && taken.has(inSchema(column.ref, impliedNotNull(column.ref)))
      ? { ...column, body: { ...column.body, notNull: { implied: true, ...notNull } } }
      : column;
  });
}

const inSchema = ({ parent }: ObjectRef, name: string): string => `${parent?.schema}\u0001${name}`;
