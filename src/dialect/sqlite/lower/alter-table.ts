import { applyAll } from "../../../change/apply.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { Facts } from "../../../port/facts.ts";
import { instruction } from "./draft.ts";
import { alterInPlace } from "./in-place.ts";
import { rebuildTable, sameColumns } from "./rebuild.ts";
import type { Unit } from "./unit.ts";

/** All alterations of one table: in place where SQLite can do every one, else by one rebuild. */
export function alterTable(unit: Unit, before: Model, facts: Facts): StatementInstruction {
  const statements = alterInPlace(unit, before, facts);
  if (statements !== null) return instruction(statements, { effects: unit.changes });
  const after = applyAll(before, unit.changes);
  return instruction(rebuildTable(unit, before, after, facts), {
    effects: unit.changes,
    mode: "rebuild",
    preconditions: [sameColumns(unit, before)],
  });
}
