import { known, type Model } from "../../model/model.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { collation } from "./object/column.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

/** A table's name among the temporary ones: the same, so that an expression may name its table. */
export const temporaryName = ({ name }: ObjectRef): string => `pg_temp.${quoteIdentifier(name)}`;

/** PL/pgSQL that makes a temporary table with the desired columns, as far as their types are there, or a view of a view that is; the variable `twin` is used. */
export function temporaryTwin(table: ObjectRef, desired: Model): string {
  if (table.kind === "view") return `EXECUTE ${quoteLiteral(`CREATE TEMPORARY VIEW ${temporaryName(table)} AS SELECT * FROM ${qualified(table)}`)};`;
  const columns = desired.children(wholeOf(table, desired), "column") as readonly SchemaObjectOf<"column">[];
  const entries = columns.map(({ ref, body }) => `(${quoteLiteral(body.type)}, ${quoteLiteral([quoteIdentifier(ref.name), body.type, collation(body)].join(" ").trim())})`);
  const list = entries.length === 0 ? "SELECT ''" : `SELECT string_agg(c.definition, ', ') FROM (VALUES ${entries.join(", ")}) c (type, definition) WHERE pg_catalog.to_regtype(c.type) IS NOT NULL`;
  return `twin := (${list}); EXECUTE ${quoteLiteral(`CREATE TEMPORARY TABLE ${temporaryName(table)} (`)} || coalesce(twin, '') || ')';`;
}

/** The table that a partition, at whatever depth, has its columns from; any other is its own. */
function wholeOf(table: ObjectRef, model: Model): ObjectRef {
  const found = table.kind === "table" ? known(model.get({ ...table, kind: "table" })) : undefined;
  return found?.body.partitionOf === undefined ? table : wholeOf(found.body.partitionOf.table, model);
}
