import type { Statement } from "../../../../instruction/instruction.ts";
import { broughtColumn } from "../../../../model/brought-column.ts";
import { broughtTuning } from "../../../../model/column-setting.ts";
import { canonical } from "../../../../model/expression.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { PartitionOf } from "../../../../model/partitioning.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import type { Constraint } from "../../object/constraint.ts";
import { attachPartition } from "../../object/partitioning.ts";
import { createTable } from "../../object/table.ts";
import { sequenceOf } from "../../../../model/column-sequence.ts";
import { nextval } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";
import { newTuning } from "../table/tuning.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;
type Check = SchemaObjectOf<"check">;

/** A partition that has its columns otherwise than its whole (their order, names of NOT NULL): made as a table with all that it has from there, and attached. */
export function createOrdered(table: Table, of: PartitionOf, own: readonly Constraint[], situation: Situation): readonly Statement[] {
  const { partitionOf: _partitionOf, columnOrder: order = [], ...body } = table.body;
  const above = wholes(of.table, situation);
  const place = ({ ref }: Column): number => (order.includes(ref.name) ? order.indexOf(ref.name) : order.length);
  const columns = above
    .flatMap((whole) => situation.model.children(whole, "column") as readonly Column[])
    .map((column) => asBrought(column, table, situation))
    .toSorted((a, b) => place(a) - place(b));
  const checks = above
    .flatMap((whole) => situation.model.children(whole, "check") as readonly Check[])
    .filter(({ body: { noInherit } }) => !noInherit)
    .map((check): Check => ({ ...check, ref: { ...check.ref, parent: table.ref } }));
  return [
    statement(createTable({ ...table, body }, columns, [...checks, ...own])),
    ...columns.flatMap((column) => newTuning(column)),
    statement(attachPartition(table.ref, of), situation.isMade(of.table) ? {} : { locks: [lock(of.table, "shareUpdateExclusive")] }),
  ];
}

/** The table, and those that it is a part of itself. */
function wholes(table: ObjectRef, situation: Situation): readonly ObjectRef[] {
  const above = table.kind === "table" ? known(situation.model.get({ ...table, kind: "table" }))?.body.partitionOf : undefined;
  return [table, ...(above === undefined ? [] : wholes(above.table, situation))];
}

/** Numbering stays with the whole, and what counts for serial is a default here. */
function asBrought(column: Column, table: Table, situation: Situation): Column {
  const { identity, notNull: _notNull, tuning, ...body } = broughtColumn(table.ref, column.ref.name, situation.model) ?? column.body;
  const name = table.body.notNullNames?.[column.ref.name];
  return {
    ...column,
    ref: { ...column.ref, parent: table.ref },
    body: {
      ...body,
      ...(identity?.mode === "serial" && { default: canonical(nextval(sequenceOf(column))) }),
      ...(name !== undefined && { nullable: false, notNull: { name } }),
      identity: null,
      ...broughtTuning(tuning),
    },
  };
}
