import type { Statement } from "../../../../instruction/instruction.ts";
import { handedDown, partitionsOf } from "../../../../change/partition-parts.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { schemaOf } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;

/** Calls what a partition has of its table's indexes as it is said: by way of names that nobody has, since two may have to change places. */
export function partitionNames({ ref, body }: Table): readonly Statement[] {
  const names = Object.entries(body.indexNames ?? {}).filter(([, { implied }]) => implied === undefined);
  if (body.partitionOf === undefined || names.length === 0) return [];
  const wanted = names.map(([whole, { name }]) => `(${quoteLiteral(whole)}, ${quoteLiteral(name)})`).join(", ");
  const others =
    `SELECT x.oid, x.relname, w.name FROM (VALUES ${wanted}) w (whole, name) JOIN pg_catalog.pg_index i ON i.indrelid = ${quoteLiteral(qualified(ref))}::pg_catalog.regclass ` +
    `JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class o ON o.oid = pg_catalog.pg_partition_root(x.oid) AND o.oid <> x.oid AND o.relname = w.whole WHERE x.relname <> w.name`;
  const rename = (to: string) =>
    `FOR part IN ${others} LOOP EXECUTE pg_catalog.format(${quoteLiteral(`ALTER INDEX ${quoteIdentifier(schemaOf(ref) ?? "").replaceAll("%", "%%")}.%I RENAME TO %I`)}, part.relname, ${to}); END LOOP;`;
  return [statement(`DO ${quoteLiteral(`DECLARE part record; BEGIN ${rename("'keelson_' || part.oid")} ${rename("part.name")} END`)}`)];
}

/** The same for all partitions of the table that the index or key is on. */
export const partNames = ({ ref }: SchemaObject, { model }: Situation): readonly Statement[] =>
  ref.parent === undefined ? [] : partitionsOf(ref.parent, model).flatMap(partitionNames);

/** Of what is there by now. */
export function partNamesOf(table: Table, { model }: Situation): readonly Statement[] {
  const { partitionOf, indexNames = {} } = table.body;
  if (partitionOf === undefined) return [];
  const there = new Set(handedDown(partitionOf.table, model).map(({ ref }) => ref.name));
  return partitionNames({
    ...table,
    body: { ...table.body, indexNames: Object.fromEntries(Object.entries(indexNames).filter(([whole]) => there.has(whole))) },
  });
}
