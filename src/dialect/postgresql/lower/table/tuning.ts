import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { ColumnTuning } from "../../../../model/body.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { home, optionList, optionName, quoteIdentifier } from "../../quote.ts";
import { usualStorage } from "../../usual-storage.ts";
import { keptTuning } from "./kept-in-heirs.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** How values of a new column are kept and counted, where that is not as usual. `given`: what a column has that says nothing of it. */
export const newTuning = (column: Column, given: ColumnTuning = usual): readonly Statement[] =>
  tuningStatements(column, given, column.body.tuning ?? usual);

const usual: ColumnTuning = {};

export const changeTuning = (before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] => [
  inTransaction(
    [...tuningStatements(after, before.body.tuning ?? {}, after.body.tuning ?? {}), ...keptTuning(before, after, situation)],
    [change],
  ),
];

/** Only values that are written from now on are kept otherwise: nothing is rewritten. */
function tuningStatements({ ref, body }: Column, old: ColumnTuning, now: ColumnTuning): readonly Statement[] {
  if (old === now) return [];
  const set = Object.fromEntries(Object.entries(now.options ?? {}).filter(([name, value]) => old.options?.[name] !== value));
  const reset = Object.keys(old.options ?? {}).filter((name) => now.options?.[name] === undefined);
  const storage = now.storage ?? usualStorage(body.type);
  const parts = [
    ...(old.storage === now.storage ? [] : [`SET STORAGE ${storage.toUpperCase()}`]),
    ...(old.compression === now.compression ? [] : [`SET COMPRESSION ${now.compression ?? "default"}`]),
    ...(old.statistics === now.statistics ? [] : [`SET STATISTICS ${now.statistics ?? -1}`]),
    ...(Object.keys(set).length === 0 ? [] : [`SET (${optionList(set)})`]),
    ...(reset.length === 0 ? [] : [`RESET (${reset.map(optionName).join(", ")})`]),
  ];
  const locks = [lock(ref.parent as ObjectRef, "accessExclusive")];
  return parts.length === 0
    ? []
    : [
        statement(`ALTER TABLE ${home(ref)} ${parts.map((part) => `ALTER COLUMN ${quoteIdentifier(ref.name)} ${part}`).join(", ")}`, {
          locks,
        }),
      ];
}
