import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { ForeignOptions } from "../../../../model/foreign-body.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { changedOptions } from "../../object/foreign.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { refuse } from "../statement/refuse.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;

const readsOtherwise = (ref: ObjectRef) => hazard("incompatibleWithRunningApp", ref, "what reads by it reads otherwise");

/** What its wrapper is told of a foreign table. @throws InputError where its rows would have to move, or come from another server. */
export function changedForeignTable({ ref, body: { foreign: old } }: Table, { body: { foreign: now } }: Table): readonly Statement[] {
  if ((old === undefined) !== (now === undefined))
    refuse(
      "foreign-table-changes",
      `${describeRef(ref)}: a table ${now === undefined ? "that keeps its rows itself cannot be made of a foreign one" : "cannot be made foreign"} where it stands`,
      "Declare it under another name, copy the rows in a revision, and drop this one",
    );
  if (old === undefined || now === undefined || canonicalJson(old) === canonicalJson(now)) return [];
  if (old.server !== now.server)
    refuse(
      "foreign-table-changes",
      `${describeRef(ref)}: PostgreSQL moves no foreign table from server ${old.server} to ${now.server}`,
      "Declare it under another name at the other server, and drop this one",
    );
  return [
    statement(`ALTER FOREIGN TABLE ${qualified(ref)}${changedOptions(old.options, now.options)}`, {
      locks: [lock(ref, "accessExclusive")],
      hazards: [readsOtherwise(ref)],
    }),
  ];
}

/** What its wrapper is told of a column. */
export function changeForeignOptions({ body: before }: Column, { ref, body: after }: Column, change: ObjectChange): readonly Instruction[] {
  return [inTransaction(columnOptions(ref.parent as ObjectRef, ref.name, before.foreignOptions, after.foreignOptions), [change])];
}

/** The same of a column of that table, wherever it has it from; nothing where it stays. */
export function columnOptions(
  table: ObjectRef,
  column: string,
  before: ForeignOptions = {},
  after: ForeignOptions = {},
): readonly Statement[] {
  const changed = changedOptions(before, after);
  if (changed === "") return [];
  return [
    statement(`ALTER FOREIGN TABLE ${qualified(table)} ALTER COLUMN ${quoteIdentifier(column)}${changed}`, {
      locks: [lock(table, "accessExclusive")],
      hazards: [readsOtherwise(table)],
    }),
  ];
}
