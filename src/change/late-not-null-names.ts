import type { ColumnBody } from "../model/body.ts";
import { impliedNotNull, makeObjectName } from "../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { refKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";

type Column = SchemaObjectOf<"column">;

interface Named {
  readonly changes: readonly ObjectChange[];
  /** For the end, in an order in which each name is free by then. */
  readonly late: readonly ObjectChange[];
}

/** The same difference, where a column gets the name for its NOT NULL that another column of its table gives up only once that one has. */
export function lateNotNullNames(changes: readonly ObjectChange[]): Named {
  const given = new Set(changes.flatMap(({ before, after }) => (nameIn(before) === nameIn(after) ? [] : [nameIn(before)])));
  given.delete(undefined);
  if (given.size === 0) return { changes, late: [] };
  const named: ObjectChange[] = [];
  const late: ObjectChange[] = [];
  for (const change of changes) {
    const { before, after } = change;
    const name = nameIn(after);
    if (after?.kind !== "column" || name === undefined || !isSaid(after) || nameIn(before) === name || !given.has(name)) {
      named.push(change);
      continue;
    }
    const first = withName(after, before?.kind === "column" ? before.body.notNull : undefined);
    named.push({ ...change, after: first });
    late.push({ kind: "object", before: first, after });
  }
  return { changes: named, late: byFreedom(late) };
}

/** The name that the NOT NULL of a column has, or is to have, with its table; undefined where there is none. */
function nameIn(object: SchemaObject | null): string | undefined {
  if (object?.kind !== "column" || object.ref.parent === undefined) return undefined;
  const { body } = object;
  if (body.nullable && body.notNull?.notValid !== true) return undefined;
  return `${refKey(object.ref.parent)} ${body.notNull?.name ?? impliedNotNull(object.ref)}`;
}

/** Where none is said, PostgreSQL makes up one that is free. */
const isSaid = ({ body: { notNull } }: Column): boolean => notNull?.name !== undefined || notNull?.implied === true;

/** With the name that it has by now, or one that is made up. */
function withName(column: Column, { name, implied }: NonNullable<ColumnBody["notNull"]> = {}): Column {
  const { notNull: { name: _name, implied: _implied, ...rest } = {}, ...body } = column.body;
  const notNull = { ...rest, ...(name !== undefined && { name }), ...(implied !== undefined && { implied }) };
  return { ...column, body: { ...body, ...(Object.keys(notNull).length > 0 && { notNull }) } };
}

/** Those first whose new name none of the others still has; where they wait for each other, one of them goes by way of a name that nobody has. */
function byFreedom(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const [first, ...others] = changes;
  const free = changes.filter(({ after }) => !changes.some(({ before }) => nameIn(before) === nameIn(after)));
  if (free.length > 0) return [...free, ...byFreedom(changes.filter((change) => !free.includes(change)))];
  if (first?.after?.kind !== "column" || first.after.ref.parent === undefined) return [];
  const between = withName(first.after, { name: makeObjectName(first.after.ref.parent.name, first.after.ref.name, "between") });
  return [{ ...first, after: between }, ...byFreedom([...others, { ...first, before: between }])];
}
