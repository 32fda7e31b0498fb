import type { ObjectChange } from "../../../change/change.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { dropTrigger, writeTrigger } from "../object/trigger.ts";
import { quoteIdentifier } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { renamedInUse } from "./hazard.ts";
import { temporaryName } from "./rebuild.ts";
import { renameView } from "./view.ts";

/** A new name for a table, column or view and nothing else. SQLite itself carries that of a table or column into foreign keys, views and triggers. */
export function lowerRename(before: SchemaObject, after: SchemaObject, change: ObjectChange, model: Model): StatementInstruction {
  if (before.kind === "view" && after.kind === "view") return renameView(before, after, change, model);
  if (before.kind === "trigger" && after.kind === "trigger")
    return instruction(
      [dropTrigger(before), writeTrigger(after)].map((sql) => statement(sql, null)),
      { effects: [change] },
    );
  const hazards = [renamedInUse(before.ref, after.ref)];
  const table = before.ref.parent ?? before.ref;
  if (before.ref.parent !== undefined) {
    const sql = `ALTER TABLE ${quoteIdentifier(table.name)} RENAME COLUMN ${quoteIdentifier(before.ref.name)} TO ${quoteIdentifier(after.ref.name)}`;
    return instruction([statement(sql, after.ref.parent ?? after.ref, "exact", hazards)], { effects: [change] });
  }
  const steps = waysTo(table.name, after.ref.name).map(([from, to], at) =>
    statement(`ALTER TABLE ${quoteIdentifier(from)} RENAME TO ${quoteIdentifier(to)}`, after.ref, "exact", at === 0 ? hazards : []),
  );
  return instruction(steps, { effects: [change] });
}

/** SQLite takes a name that only the case tells from the old one for taken: another one comes between. */
function waysTo(from: string, to: string): readonly (readonly [from: string, to: string])[] {
  if (from.toLowerCase() !== to.toLowerCase()) return [[from, to]];
  const between = temporaryName(from);
  return [
    [from, between],
    [between, to],
  ];
}
