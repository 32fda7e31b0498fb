import type { ObjectChange } from "../../../change/change.ts";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Instruction, Statement } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { createView, viewWord } from "../object/view.ts";
import { optionList, optionName, qualified } from "../quote.ts";
import { columnComments } from "./statement/column-comments.ts";
import { changedColumnSettings, newColumnSettings } from "./table/column-settings.ts";
import { changedComment, newComment } from "./statement/comment.ts";
import { partsOf, goingWith } from "./remake/dependants.ts";
import { takeOverAccess } from "./remake/old-name-view.ts";
import { changedPlacement } from "./table/placement.ts";
import type { AroundOthers, Remade } from "./remake/remade.ts";
import type { Situation } from "./statement/situation.ts";
import { renameStatements } from "./statement/rename-statements.ts";
import { hazard, inTransaction, statement } from "./statement/statements.ts";
import type { Life } from "./statement/strategy.ts";
import { dropWhole } from "./table/whole-table.ts";

type View = SchemaObjectOf<"view">;

export const viewLife: Life<"view"> = {
  create: (after, change) => [
    inTransaction(
      [
        statement(createView(after)),
        ...newColumnSettings(after),
        ...columnComments(null, after),
        ...newComment(after),
        ...takeOverAccess(after),
      ],
      [change],
    ),
  ],
  drop: (_before, change, situation) => dropWhole([change], 0, situation)?.instructions ?? [],
  alter: alterView,
  rename: ({ ref: from, body }, { ref: to }, change) => {
    const parts = { hazards: [hazard("incompatibleWithRunningApp", from, "what uses the old name fails")] };
    return [
      inTransaction(
        renameStatements((ref) => `${viewWord(body)} ${qualified(ref)}`, from, to, parts),
        [change],
      ),
    ];
  },
};

/** Options change in place. Another query makes the view anew, and around it those that read it: no other way takes every query. */
function alterView(before: View, after: View, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const settings = changedSettings(before, after);
  const placement = changedPlacement(before, after, "holds");
  if (canonicalJson(shape(before)) === canonicalJson(shape(after)))
    return [
      inTransaction(
        [
          ...settings,
          ...placement,
          ...changedColumnSettings(before, after, situation),
          ...columnComments(before, after),
          ...changedComment(before, after),
        ],
        [change],
        { long: placement.length > 0 ? "yes" : "no" },
      ),
    ];
  const itself: Remade = {
    before,
    after: after.comment === undefined ? { ...after, comment: before.comment ?? null } : after,
    parts: partsOf(before, situation).filter(({ kind }) => kind !== "index" || after.body.materialized),
    hazards: before.body.materialized ? [hazard("longLock", before.ref, "it is filled again before anybody can read it")] : [],
  };
  const remade: AroundOthers = {
    ...inTransaction([], [change], { long: before.body.materialized ? "yes" : "no" }),
    around: [itself, ...goingWith(before.ref, situation)],
  };
  return [remade];
}

const shape = ({ body }: View) => ({ query: body.query.text, columns: body.columns, materialized: body.materialized });

function changedSettings(before: View, after: View): readonly Statement[] {
  const settingsOf = ({ body }: View): Readonly<Record<string, string>> =>
    body.check === null ? body.options : { ...body.options, check_option: body.check };
  const [old, now] = [settingsOf(before), settingsOf(after)];
  const set = Object.fromEntries(Object.entries(now).filter(([name, value]) => old[name] !== value));
  const reset = Object.keys(old).filter((name) => now[name] === undefined);
  const alter = `ALTER ${viewWord(before.body)} ${qualified(before.ref)}`;
  return [
    ...(Object.keys(set).length === 0 ? [] : [statement(`${alter} SET (${optionList(set)})`)]),
    ...(reset.length === 0 ? [] : [statement(`${alter} RESET (${reset.map(optionName).join(", ")})`)]),
  ];
}
