import type { ReferentialAction } from "../../../model/constraint-body.ts";
import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { schemaOf, tableRef } from "../../../model/ref.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type ForeignKey = SchemaObjectOf<"foreignKey">;

export function readForeignKey(
  { name, columns: spelled, reference }: ParsedConstraint & { readonly kind: "foreignKey" },
  reading: Reading,
): ForeignKey {
  const own = spelled.map((column) => reading.columnName(reading.table.name, column));
  const table = reading.tableName(reference.table);
  const columns = reference.columns?.map((column) => reading.columnName(table, column)) ?? reading.primaryKeyOf(table);
  const fits = columns.length === own.length;
  return child("foreignKey", reading.table, name ?? defaultName.foreignKey(reading.table.name, own, reading.taken), {
    columns: own,
    references: {
      table: tableRef(schemaOf(reading.table) ?? "main", table),
      columns: fits ? columns : [],
    },
    onDelete: reference.onDelete,
    onUpdate: reference.onUpdate,
    match: "simple",
    notValid: false,
    ...((!fits || !reading.isThere(table)) && { outside: "missing" as const }),
    deferrable: reference.deferrable,
    initiallyDeferred: reference.initiallyDeferred,
  });
}

const actions: Readonly<Record<ReferentialAction, string>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

export const writeForeignKey = (key: ForeignKey): string =>
  `CONSTRAINT ${quoteIdentifier(key.ref.name)} FOREIGN KEY (${quoteNames(key.body.columns)}) ${writeReference(key)}`;

/** From REFERENCES on: what may also stand at a single column. */
export function writeReference({ body }: ForeignKey): string {
  const { table, columns } = body.references;
  const parts = [`REFERENCES ${quoteIdentifier(table.name)}${columns.length === 0 ? "" : ` (${quoteNames(columns)})`}`];
  if (body.onDelete !== "noAction") parts.push(`ON DELETE ${actions[body.onDelete]}`);
  if (body.onUpdate !== "noAction") parts.push(`ON UPDATE ${actions[body.onUpdate]}`);
  if (body.deferrable) parts.push(`DEFERRABLE INITIALLY ${body.initiallyDeferred ? "DEFERRED" : "IMMEDIATE"}`);
  return parts.join(" ");
}
