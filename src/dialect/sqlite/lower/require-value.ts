import type { ObjectChange } from "../../../change/change.ts";
import { isSecondColumn } from "../../../change/second-column.ts";
import type { Precondition } from "../../../instruction/instruction.ts";
import { describeRef } from "../../../model/ref.ts";
import type { Facts } from "../../../port/facts.ts";
import { quoteIdentifier } from "../quote.ts";
import { isEmpty } from "./hazard.ts";
import { refuse } from "./refuse.ts";
import type { Unit } from "./unit.ts";

/**
 * New columns that must have a value and say none need a table without rows, then as now.
 * @throws InputError where it holds some
 */
export function stillWithoutRows({ ref, changes }: Unit, facts: Facts): readonly Precondition[] {
  const column = changes.find(needsValue)?.after;
  if (column === undefined || column === null) return [];
  if (!isEmpty(facts, ref))
    refuse(
      `column ${describeRef(column.ref)} is NOT NULL without a default, and its table holds rows`,
      "Give it a default, or add it nullable, backfill it and set nullable: false after that",
      "column-needs-value",
    );
  return [
    {
      sql: `SELECT NOT EXISTS (SELECT 1 FROM ${quoteIdentifier(ref.name)})`,
      message: `${describeRef(ref)} was empty when this was planned and holds rows now`,
    },
  ];
}

function needsValue({ before, after, via }: ObjectChange): boolean {
  if (before !== null || after?.kind !== "column" || via?.up?.fill !== undefined || isSecondColumn(after)) return false;
  const { nullable, default: value, identity, generated } = after.body;
  return !nullable && value === null && identity === null && generated === null;
}
