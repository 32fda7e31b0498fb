import type { SchemaObjectOf } from "../../../model/object.ts";
import { optionList, qualified } from "../quote.ts";
import { columnDefinition } from "./column.ts";
import { constraintDefinition, type Constraint } from "./constraint.ts";

/** One statement for a table, its columns and the constraints that need no other table. */
export function createTable({ ref, body }: SchemaObjectOf<"table">, columns: readonly SchemaObjectOf<"column">[], constraints: readonly Constraint[]): string {
  const entries = [...columns.map(columnDefinition), ...constraints.map(constraintDefinition)];
  const list = entries.length === 0 ? "()" : `(\n  ${entries.join(",\n  ")}\n)`;
  const options = Object.keys(body.options ?? {}).length === 0 ? "" : ` WITH (${optionList(body.options ?? {})})`;
  return `CREATE ${body.unlogged ? "UNLOGGED " : ""}TABLE ${qualified(ref)} ${list}${options}`;
}
