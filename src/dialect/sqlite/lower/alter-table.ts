import { applyAll } from "../../../change/apply.ts";
import type { Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { Facts } from "../../../port/facts.ts";
import { instruction } from "./draft.ts";
import { alterInPlace } from "./in-place.ts";
import { rebuildTable, sameColumns } from "./rebuild.ts";
import { stillWithoutRows } from "./require-value.ts";
import { createTriggers, dropTriggers } from "./second-column.ts";
import type { Unit } from "./unit.ts";
import { isVirtual, remakeVirtualTable } from "./virtual-table.ts";

/** All alterations of one table: in place where SQLite can do every one, else by one rebuild. */
export function alterTable(unit: Unit, before: Model, facts: Facts): StatementInstruction {
  const after = applyAll(before, unit.changes);
  if (isVirtual(unit.ref, before, after)) return instruction(remakeVirtualTable(unit.ref, before, after, facts), { effects: unit.changes });
  const statements = alterInPlace(unit, before, facts);
  const whole = (inner: readonly Statement[]) => [...dropTriggers(unit.changes), ...inner, ...createTriggers(unit.changes, after)];
  if (statements !== null) return instruction(whole(statements), { effects: unit.changes });
  return instruction(whole(rebuildTable(unit, before, after, facts)), {
    effects: unit.changes,
    mode: "rebuild",
    preconditions: [sameColumns(unit, before), ...stillWithoutRows(unit, facts)],
  });
}
