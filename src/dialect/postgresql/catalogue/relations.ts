import type { ObjectRef } from "../../../model/ref.ts";
import { rowsByColumn, type Query } from "./query.ts";
import { scopeSql } from "./scope.ts";

/** Tables and views by their oid, in the order of their names. Rows about what stands on them name them by it: names are sent, read and kept once. */
export type Relations = ReadonlyMap<number, ObjectRef>;

interface Row {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
}

/** Common table expressions: beside what the model holds (`managed`), `relation` has the tables elsewhere that foreign keys refer to. */
export const relationsSql = (schemas: readonly string[]): string => `${scopeSql(schemas)},
  relation AS MATERIALIZED (
    SELECT c.oid, n.nspname, c.relname, c.relkind, m.oid IS NOT NULL AND c.relkind <> 'v' AND c.relkind <> 'm' AND NOT m.relispartition AS has_columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN managed m ON m.oid = c.oid
    WHERE m.oid IS NOT NULL OR c.oid IN (SELECT k.confrelid FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid IN (SELECT oid FROM managed)))`;

export async function readRelations(query: Query, schemas: readonly string[]): Promise<Relations> {
  const rows = await rowsByColumn<Row>(query, {
    before: relationsSql(schemas),
    fields: { oid: "r.oid::int8", schema: "r.nspname", name: "r.relname", isView: "r.relkind IN ('v', 'm')" },
    from: "FROM relation r",
    order: `r.nspname COLLATE "C", r.relname COLLATE "C"`,
  });
  return new Map(
    rows.map(({ oid, schema, name, isView }): [number, ObjectRef] => [oid, { kind: isView ? "view" : "table", schema, name }]),
  );
}

/**
 * What is made of rows, each with the relation that it is about: relations in the order of their names, what belongs to each in the order of its rows.
 * Of a row of which nothing is made, `make` gives undefined.
 */
export function onRelations<R extends { readonly relation: number }, T>(
  parts: Iterable<readonly R[]>,
  relations: Relations,
  make: (row: R, relation: ObjectRef) => T | undefined,
): readonly T[] {
  const made = new Map<number, T[]>();
  for (const rows of parts)
    for (const row of rows) {
      const relation = relations.get(row.relation);
      const object = relation === undefined ? undefined : make(row, relation);
      if (object === undefined) continue;
      const others = made.get(row.relation);
      if (others === undefined) made.set(row.relation, [object]);
      else others.push(object);
    }
  return [...relations.keys()].flatMap((oid) => made.get(oid) ?? []);
}
