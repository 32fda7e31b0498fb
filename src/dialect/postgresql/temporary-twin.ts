import { columnsFromAbove } from "../../model/brought-column.ts";
import { known, type Model } from "../../model/model.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { collation } from "./object/column.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

/** A table's name among the temporary ones: the same, so that an expression may name its table. */
export const temporaryName = ({ name }: ObjectRef): string => `pg_temp.${quoteIdentifier(name)}`;

/** PL/pgSQL that makes a temporary table with the desired columns, as far as their types are there, or a view of a view that is; the variable `twin` is used. */
export function temporaryTwin(table: ObjectRef, desired: Model): string {
  if (table.kind === "view")
    return `EXECUTE ${quoteLiteral(`CREATE TEMPORARY VIEW ${temporaryName(table)} AS SELECT * FROM ${qualified(table)}`)};`;
  const columns = columnsOf(table, desired);
  const entries = columns.map(
    ({ ref, body }) =>
      `(${quoteLiteral(body.type)}, ${quoteLiteral([quoteIdentifier(ref.name), body.type, collation(body)].join(" ").trim())})`,
  );
  const list =
    entries.length === 0
      ? "SELECT ''"
      : `SELECT string_agg(c.definition, ', ') FROM (VALUES ${entries.join(", ")}) c (type, definition) WHERE pg_catalog.to_regtype(c.type) IS NOT NULL`;
  return `twin := (${list}); EXECUTE ${quoteLiteral(`CREATE TEMPORARY TABLE ${temporaryName(table)} (`)} || coalesce(twin, '') || ')';`;
}

/** Its own columns, and those that it has from its whole or from tables that it inherits from. */
function columnsOf(table: ObjectRef, model: Model): readonly SchemaObjectOf<"column">[] {
  const found = table.kind === "table" ? known(model.get({ ...table, kind: "table" }))?.body : undefined;
  const from = columnsFromAbove(found ?? {}, model);
  const own = model.children(table, "column") as readonly SchemaObjectOf<"column">[];
  return [...new Map([...from, ...own].map((column) => [column.ref.name, column])).values()];
}
