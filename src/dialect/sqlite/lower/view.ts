import { applyAll } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { Precondition, Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import { known } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import type { View } from "../object/view.ts";
import { writeView } from "../object/view.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { renamedInUse } from "./hazard.ts";
import { refuse, unknownRemedy } from "./refuse.ts";
import { oldNameTriggers } from "./old-name-triggers.ts";
import { triggersAgain } from "./trigger.ts";
import type { Unit } from "./unit.ts";

/** SQLite alters no view: it is dropped and created. */
export function lowerView(unit: Unit, model: Model): StatementInstruction {
  const after = applyAll(model, unit.changes);
  return instruction([...dropView(unit, model), ...createView(unit, after), ...triggersAgain(unit.ref, after)], {
    effects: unit.changes,
    preconditions: withoutTriggers(unit, model),
  });
}

const viewAt = (model: Model, ref: ObjectRef): View | undefined => known(model.get({ ...ref, kind: "view" }));

/** Inside a rebuild the view is away already. */
export const dropView = ({ ref }: Unit, before: Model): readonly Statement[] =>
  viewAt(before, ref) === undefined ? [] : [dropStatement(ref)];

export function createView({ ref }: Unit, after: Model): readonly Statement[] {
  const view = viewAt(after, ref);
  return view === undefined ? [] : [statement(writeView(view), null), ...oldNameTriggers(view, after)];
}

/** A view's own triggers vanish with it: those that nobody planned for nobody would bring back. */
export const withoutTriggers = ({ ref, changes }: Unit, before: Model): readonly Precondition[] =>
  viewAt(before, ref) === undefined || changes.some((change) => change.before?.origin.kind === "scaffoldOf")
    ? []
    : [
        {
          sql: `SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ${quoteLiteral(ref.name)} COLLATE NOCASE${knownTriggers(ref, before)})`,
          message: `${describeRef(ref)} has INSTEAD OF triggers that the plan does not know, which would vanish with it`,
        },
      ];

function knownTriggers(ref: ObjectRef, model: Model): string {
  const names = model.children(ref, "trigger").map((trigger) => quoteLiteral(trigger.ref.name));
  return names.length === 0 ? "" : ` AND name NOT IN (${names.join(", ")})`;
}

/** Under a new name those that read it are made anew too: SQLite carries no name of a view into other views. */
export function renameView(before: View, after: View, change: ObjectChange, model: Model): StatementInstruction {
  if (before.nameOnly)
    refuse(
      `What view ${describeRef(before.ref)} shows is not known here, and SQLite gives it another name only by making it anew`,
      unknownRemedy,
      "view-unknown",
    );
  const readers = model.dependants(before.ref).filter((object) => object.kind === "view");
  const renamed = applyAll(model, [change]);
  const units = readers.map(({ ref }): Unit => ({ ref, changes: [] }));
  return instruction(
    [
      ...units.map(({ ref }) => dropStatement(ref)),
      { ...dropStatement(before.ref), hazards: [renamedInUse(before.ref, after.ref)] },
      statement(writeView(after), null),
      ...units.flatMap((unit) => createView(unit, renamed)),
      ...[after, ...units].flatMap(({ ref }) => triggersAgain(ref, renamed)),
    ],
    { effects: [change], preconditions: [...units, { ref: before.ref, changes: [] }].flatMap((unit) => withoutTriggers(unit, model)) },
  );
}

const dropStatement = (ref: ObjectRef): Statement => statement(`DROP VIEW IF EXISTS ${quoteIdentifier(ref.name)}`, null);
