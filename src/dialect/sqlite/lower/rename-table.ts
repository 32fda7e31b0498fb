import type { ObjectChange } from "../../../change/change.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { quoteIdentifier } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { renamedInUse } from "./hazard.ts";

type Table = SchemaObjectOf<"table">;

/** SQLite itself carries the new name into foreign keys, views and triggers. */
export function renameTable(before: Table, after: Table, change: ObjectChange): StatementInstruction {
  const sql = `ALTER TABLE ${quoteIdentifier(before.ref.name)} RENAME TO ${quoteIdentifier(after.ref.name)}`;
  return instruction([statement(sql, after.ref, "exact", [renamedInUse(before.ref, after.ref)])], { effects: [change] });
}
