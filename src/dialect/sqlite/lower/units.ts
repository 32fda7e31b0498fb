import { applyAll } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import { SchemaModel } from "../../../model/schema-model.ts";
import type { Facts } from "../../../port/facts.ts";
import { alterTable } from "./alter-table.ts";
import { createTable } from "./create-table.ts";
import { instruction } from "./draft.ts";
import { dropTable, nobodyRefersTo } from "./drop-table.ts";
import { rebuildTable, sameColumns } from "./rebuild.ts";
import { requireReferable } from "./require-referable.ts";
import { stillWithoutRows } from "./require-value.ts";
import { createTriggers } from "./second-column.ts";
import { aroundTriggers } from "./trigger.ts";
import type { Unit } from "./unit.ts";
import { fateOf, unitsOf } from "./unit.ts";
import { inOrder } from "./unit-order.ts";
import { isVirtual, remakeVirtualTable } from "./virtual-table.ts";
import { createView, dropView, lowerView, withoutTriggers } from "./view.ts";

/** Changes of tables, their parts and views, with no other change between them: what belongs to one of them is lowered together. */
export function lowerUnits(changes: readonly ObjectChange[], model: Model, facts: Facts): readonly StatementInstruction[] {
  requireReferable(changes, applyAll(model, changes));
  const { going, rest, coming } = aroundTriggers(changes);
  const instructions: StatementInstruction[] = [...going];
  let current = applyAll(
    model,
    going.flatMap(({ effects }) => effects),
  );
  for (const circle of inOrder(unitsOf(rest))) {
    const [unit, ...others] = circle;
    if (unit === undefined) continue;
    const lowered = others.length === 0 ? lowerUnit(unit, current, facts) : lowerCircle(circle, rest, current, facts);
    instructions.push(lowered);
    current = applyAll(current, lowered.effects);
  }
  return [...instructions, ...coming];
}

function lowerUnit(unit: Unit, model: Model, facts: Facts): StatementInstruction {
  const { ref, changes } = unit;
  if (ref.kind === "view") return lowerView(unit, model);
  switch (fateOf(unit)) {
    case "created":
      return instruction(createWhole(unit, applyAll(model, changes)), { effects: changes });
    case "dropped":
      return instruction(dropTable(ref, facts), { effects: changes, preconditions: [nobodyRefersTo(ref)] });
    case "altered":
      return alterTable(unit, model, facts);
  }
}

/**
 * Tables and views that need each other, as a rebuild: its stage has foreign keys off and every other view away, and no order of
 * the statements alone would do without. The views go first and come back last.
 */
function lowerCircle(circle: readonly Unit[], changes: readonly ObjectChange[], model: Model, facts: Facts): StatementInstruction {
  const effects = changes.filter((change) => circle.some((unit) => unit.changes.includes(change)));
  const after = applyAll(model, effects);
  const [views, tables] = [circle.filter(({ ref }) => ref.kind === "view"), circle.filter(({ ref }) => ref.kind === "table")];
  const [only, ...more] = tables;
  const inner =
    only !== undefined && more.length === 0 && fateOf(only) === "altered"
      ? alterTable(only, withoutViews(model, views), facts)
      : lowerTables(tables, effects, model, after, facts);
  const statements = [
    ...views.toReversed().flatMap((unit) => dropView(unit, model)),
    ...inner.statements,
    ...views.flatMap((unit) => createView(unit, after)),
  ];
  return instruction(statements, {
    effects,
    mode: "rebuild",
    preconditions: [...inner.preconditions, ...views.flatMap((unit) => withoutTriggers(unit, model))],
  });
}

function lowerTables(
  tables: readonly Unit[],
  effects: readonly ObjectChange[],
  model: Model,
  after: Model,
  facts: Facts,
): StatementInstruction {
  const statements = tables.flatMap((unit) => {
    switch (fateOf(unit)) {
      case "created":
        return createWhole(unit, after);
      case "dropped":
        return dropTable(unit.ref, facts);
      case "altered":
        return isVirtual(unit.ref, model, after)
          ? remakeVirtualTable(unit.ref, model, after, facts)
          : rebuildTable(unit, model, after, facts);
    }
  });
  const altered = tables.filter((unit) => fateOf(unit) === "altered" && !isVirtual(unit.ref, model, after));
  return instruction(statements, {
    effects,
    mode: "rebuild",
    preconditions: altered.flatMap((unit) => [sameColumns(unit, model), ...stillWithoutRows(unit, facts)]),
  });
}

const createWhole = ({ ref, changes }: Unit, after: Model): readonly Statement[] => [
  ...createTable(ref, after),
  ...createTriggers(changes, after),
];

/** The model while the views are away, whoever reads them. */
const withoutViews = (model: Model, views: readonly Unit[]): Model =>
  views.reduce((left, { ref }) => left.without(ref), SchemaModel.from(model));
