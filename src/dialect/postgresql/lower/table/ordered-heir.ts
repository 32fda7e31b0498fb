import type { Statement } from "../../../../instruction/instruction.ts";
import { broughtColumn, columnsFromAbove } from "../../../../model/brought-column.ts";
import { broughtTuning } from "../../../../model/column-setting.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { Constraint } from "../../object/constraint.ts";
import { createTable } from "../../object/table.ts";
import { qualified } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { statement } from "../statement/statements.ts";
import { newTuning } from "./tuning.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;

/**
 * CREATE TABLE puts the columns that a table inherits first, whatever it says. One that has them in another order, since it or a column of its own was there before,
 * inherits from a table with that order as well while it is made: only so a column can stand behind its own ones without being its own.
 */
export function createOrderedHeir(
  table: Table,
  own: readonly Column[],
  constraints: readonly Constraint[],
  { model }: Pick<Situation, "model">,
): readonly Statement[] {
  const { inherits = [], columnOrder = [], unlogged } = table.body;
  const ref: Table["ref"] = { ...table.ref, name: makeObjectName(table.ref.name, "keelson", "order") };
  const above = new Map(columnsFromAbove(table.body, model).map((column) => [column.ref.name, column]));
  const all = new Map([...above, ...own.map((column) => [column.ref.name, column] as const)]);
  const ordered = [...new Set([...columnOrder, ...all.keys()])].flatMap((name) => {
    const column = all.get(name);
    return column === undefined ? [] : [inOrder(column, ref, broughtColumn(table.ref, name, model, table.body))];
  });
  const order: Table = { ...table, ref, body: { unlogged, options: null, strict: false, withoutRowid: false } };
  const heir: Table = { ...table, body: { ...table.body, inherits: [ref, ...inherits] } };
  // How a column is computed comes from there, and before 16 must not be said again.
  const said = own.map((column) => (above.has(column.ref.name) ? column : { ...column, body: { ...column.body, generated: null } }));
  return [
    statement(createTable(order, ordered, [])),
    ...ordered.flatMap((column) => newTuning(column)),
    statement(createTable(heir, said, constraints)),
    statement(`ALTER TABLE ${qualified(table.ref)} NO INHERIT ${qualified(ref)}`),
    statement(`DROP TABLE ${qualified(ref)}`),
  ];
}

/** What columns of that name must have alike wherever one comes from. */
function inOrder(column: Column, parent: Table["ref"], brought: Column["body"] | undefined): Column {
  const { type, collation, generated } = brought ?? column.body;
  return {
    ...column,
    ref: { ...column.ref, parent },
    body: { type, nullable: true, collation, default: null, identity: null, generated, ...broughtTuning(brought?.tuning) },
  };
}
