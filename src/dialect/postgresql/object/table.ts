import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { optionList, qualified, quoteIdentifier } from "../quote.ts";
import { columnDefinition } from "./column.ts";
import { newOptions } from "./foreign.ts";
import { constraintDefinition, type Constraint } from "./constraint.ts";
import { partitionBounds, partitionBy } from "./partitioning.ts";

type Table = SchemaObjectOf<"table">;

/** One statement for a table, its columns and the constraints that need no other table. A partition is made as such. */
export function createTable(table: Table, columns: readonly SchemaObjectOf<"column">[], constraints: readonly Constraint[]): string {
  const { partitionOf } = table.body;
  const entries = [...columns.map(columnDefinition), ...constraints.map(constraintDefinition)];
  if (partitionOf === undefined) return `${head(table)} ${list(entries, "()")}${tail(table)}`;
  return `${head(table)} PARTITION OF ${qualified(partitionOf.table)}${entries.length === 0 ? "" : ` ${list(entries, "")}`} ${partitionBounds(partitionOf.bounds.text)}${tail(table)}`;
}

const copied = ["DEFAULTS", "CONSTRAINTS", "GENERATED", "STORAGE", "COMPRESSION"].map((what) => `INCLUDING ${what}`).join(" ");

/** A table of its own that can be attached to `whole` as a partition without anybody having to wait. */
export const createLike = (table: Table, whole: ObjectRef, constraints: readonly Constraint[]): string =>
  `${head(table)} ${list([`LIKE ${qualified(whole)} ${copied}`, ...constraints.map(constraintDefinition)], "")}${tail(table)}`;

/** As DROP and COMMENT ON name it: by ALTER TABLE any table goes. */
export const tableWord = ({ foreign }: Table["body"]): "TABLE" | "FOREIGN TABLE" => (foreign === undefined ? "TABLE" : "FOREIGN TABLE");

const head = ({ ref, body }: Table): string => `CREATE ${body.unlogged ? "UNLOGGED " : ""}${tableWord(body)} ${qualified(ref)}`;

const list = (entries: readonly string[], none: string): string => (entries.length === 0 ? none : `(\n  ${entries.join(",\n  ")}\n)`);

function tail({ body }: Table): string {
  const spread = body.partitionBy === undefined ? "" : ` ${partitionBy(body.partitionBy)}`;
  const kept = body.accessMethod === undefined ? "" : ` USING ${quoteIdentifier(body.accessMethod)}`;
  const place = body.tablespace === undefined ? "" : ` TABLESPACE ${quoteIdentifier(body.tablespace)}`;
  const parents = body.inherits === undefined ? "" : ` INHERITS (${body.inherits.map(qualified).join(", ")})`;
  if (body.foreign !== undefined) return `${parents} SERVER ${quoteIdentifier(body.foreign.server)}${newOptions(body.foreign.options)}`;
  return `${parents}${spread}${kept}${Object.keys(body.options ?? {}).length === 0 ? "" : ` WITH (${optionList(body.options ?? {})})`}${place}`;
}
