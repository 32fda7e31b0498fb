import { applyAll } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { Facts } from "../../../port/facts.ts";
import { instruction } from "./draft.ts";
import { alterInPlace } from "./in-place.ts";
import { isRename, renameFirst } from "./rename-first.ts";
import { rebuildTable, sameColumns } from "./rebuild.ts";
import type { TableGroup } from "./table-group.ts";

/**
 * All alterations of one table: in place where SQLite can do every one, else by one rebuild. Renames of columns are always in place
 * and cut the rebuild in two, because only then does SQLite carry the name into other tables' keys, into views and triggers.
 */
export function alterTable(group: TableGroup, before: Model, facts: Facts): readonly StatementInstruction[] {
  const whole = alterInPlace(group, before, facts);
  if (whole !== null) return whole.length === 0 && group.changes.length === 0 ? [] : [instruction(whole, { effects: group.changes })];
  const instructions: StatementInstruction[] = [];
  let model = before;
  for (const piece of pieces(group)) {
    const after = applyAll(model, piece.changes);
    const statements = alterInPlace(piece, model, facts);
    instructions.push(
      statements === null
        ? instruction(rebuildTable(piece, model, after, facts), { effects: piece.changes, mode: "rebuild", preconditions: [sameColumns(piece, model)] })
        : instruction(statements, { effects: piece.changes }),
    );
    model = after;
  }
  return instructions;
}

/** The changes cut so that each rename of a column stands alone. */
function pieces({ table, changes }: TableGroup): readonly TableGroup[] {
  const found: ObjectChange[][] = [];
  for (const change of changes.flatMap(renameFirst)) {
    const last = found.at(-1);
    const joins = last !== undefined && !isColumnRename(change) && !last.some(isColumnRename);
    if (joins) last.push(change);
    else found.push([change]);
  }
  return found.map((part) => ({ table, changes: part }));
}

const isColumnRename = (change: ObjectChange): boolean => change.before?.kind === "column" && isRename(change);
