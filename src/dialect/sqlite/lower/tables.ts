import { applyAll } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { Facts } from "../../../port/facts.ts";
import { alterTable } from "./alter-table.ts";
import { createTable } from "./create-table.ts";
import { instruction } from "./draft.ts";
import { dropTable, nobodyRefersTo } from "./drop-table.ts";
import { rebuildTable, sameColumns } from "./rebuild.ts";
import type { TableGroup } from "./table-group.ts";
import { groupByTable, inOrder } from "./table-group.ts";

/** Changes of tables and their parts, with no other change between them: what belongs to one table is lowered together. */
export function lowerTables(changes: readonly ObjectChange[], model: Model, facts: Facts): readonly StatementInstruction[] {
  const instructions: StatementInstruction[] = [];
  let current = model;
  for (const circle of inOrder(groupByTable(changes))) {
    const [group, ...others] = circle;
    if (group === undefined) continue;
    const lowered = others.length === 0 ? lowerGroup(group, current, facts) : [lowerCircle(circle, changes, current, facts)];
    instructions.push(...lowered);
    for (const { effects } of lowered) current = applyAll(current, effects);
  }
  return instructions;
}

const happensTo = ({ changes }: TableGroup): "create" | "drop" | "alter" => {
  const own = changes.find(({ before, after }) => (after ?? before)?.kind === "table");
  if (own?.before === null) return "create";
  return own?.after === null ? "drop" : "alter";
};

function lowerGroup(group: TableGroup, model: Model, facts: Facts): readonly StatementInstruction[] {
  const { table, changes } = group;
  switch (happensTo(group)) {
    case "create":
      return [instruction(createTable(table, applyAll(model, changes)), { effects: changes })];
    case "drop":
      return [instruction(dropTable(table, facts), { effects: changes, preconditions: [nobodyRefersTo(table)] })];
    case "alter":
      return alterTable(group, model, facts);
  }
}

/** Tables whose foreign keys lead in a circle change together, with foreign keys off: no order of them alone would do. */
function lowerCircle(circle: readonly TableGroup[], changes: readonly ObjectChange[], model: Model, facts: Facts): StatementInstruction {
  const effects = changes.filter((change) => circle.some((group) => group.changes.includes(change)));
  const after = applyAll(model, effects);
  const altered = circle.filter((group) => happensTo(group) === "alter");
  const statements = circle.flatMap((group): readonly Statement[] => {
    switch (happensTo(group)) {
      case "create":
        return createTable(group.table, after);
      case "drop":
        return dropTable(group.table, facts);
      case "alter":
        return rebuildTable(group, model, after, facts);
    }
  });
  return instruction(statements, { effects, mode: "rebuild", preconditions: altered.map((group) => sameColumns(group, model)) });
}
