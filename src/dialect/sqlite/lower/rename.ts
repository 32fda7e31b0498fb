import type { ObjectChange } from "../../../change/change.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { dropTrigger, writeTrigger } from "../object/trigger.ts";
import { quoteIdentifier } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { renamedInUse } from "./hazard.ts";
import { renameView } from "./view.ts";

/** A new name for a table, column or view and nothing else. SQLite itself carries that of a table or column into foreign keys, views and triggers. */
export function lowerRename(before: SchemaObject, after: SchemaObject, change: ObjectChange, model: Model): StatementInstruction {
  if (before.kind === "view" && after.kind === "view") return renameView(before, after, change, model);
  if (before.kind === "trigger" && after.kind === "trigger")
    return instruction(
      [dropTrigger(before), writeTrigger(after)].map((sql) => statement(sql, null)),
      { effects: [change] },
    );
  const table = before.ref.parent ?? before.ref;
  const what = before.ref.parent === undefined ? "RENAME" : `RENAME COLUMN ${quoteIdentifier(before.ref.name)}`;
  const sql = `ALTER TABLE ${quoteIdentifier(table.name)} ${what} TO ${quoteIdentifier(after.ref.name)}`;
  return instruction([statement(sql, after.ref.parent ?? after.ref, "exact", [renamedInUse(before.ref, after.ref)])], {
    effects: [change],
  });
}
