import { apply } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { Precondition, Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef, sameRef } from "../../../model/ref.ts";
import type { View } from "../object/view.ts";
import { writeView } from "../object/view.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { renamedInUse } from "./hazard.ts";

/** SQLite alters no view: it is dropped and created; under a new name those that read it are too. */
export function lowerView(change: ObjectChange, model: Model): StatementInstruction {
  const { before, after } = change;
  const readers = before !== null && after !== null && !sameRef(before.ref, after.ref) ? model.dependants(before.ref).filter(isView) : [];
  const dropped = [...readers, ...(before !== null ? [before] : [])];
  const renamed = apply(model, change);
  const created = [...(after === null ? [] : [after]), ...readers.map((reader) => renamed.get(reader.ref))].filter(isView);
  const statements: readonly Statement[] = [...dropped.map((view) => drop(view.ref, after)), ...created.map((view) => statement(writeView(view), null))];
  return instruction(statements, { effects: [change], preconditions: after === null ? [] : dropped.map((view) => withoutTriggers(view.ref)) });
}

const isView = (found: SchemaObject | string): found is View => typeof found !== "string" && found.kind === "view";

function drop(ref: ObjectRef, after: SchemaObject | null): Statement {
  const renamed = after !== null && !sameRef(ref, after.ref);
  return statement(`DROP VIEW ${quoteIdentifier(ref.name)}`, null, "exact", renamed ? [renamedInUse(ref, after.ref)] : []);
}

/** A view's own triggers vanish with it and nobody would bring them back. */
const withoutTriggers = (ref: ObjectRef): Precondition => ({
  sql: `SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ${quoteLiteral(ref.name)} COLLATE NOCASE)`,
  message: `${describeRef(ref)} has INSTEAD OF triggers, which its new form would lose`,
});
