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
    from: `FROM relation r ORDER BY r.nspname COLLATE "C", r.relname COLLATE "C"`,
  });
  return new Map(
    rows.map(({ oid, schema, name, isView }): [number, ObjectRef] => [oid, { kind: isView ? "view" : "table", schema, name }]),
  );
}

/** The rows, each with the relation that it is about: relations in the order of their names, the rows of each as they came. */
export function* onRelations<R extends { readonly relation: number }>(
  rows: readonly R[],
  relations: Relations,
): Generator<readonly [row: R, relation: ObjectRef]> {
  const found = Map.groupBy(rows, ({ relation }) => relation);
  for (const [oid, ref] of relations) for (const row of found.get(oid) ?? []) yield [row, ref];
}
