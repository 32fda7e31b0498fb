import { apply } from "../../../change/apply.ts";
import type { ObjectChange } from "../../../change/change.ts";
import { isSecondColumn } from "../../../change/second-column.ts";
import type { Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { describeRef } from "../../../model/ref.ts";
import type { Facts } from "../../../port/facts.ts";
import type { Column } from "../object/column.ts";
import { isConstantDefault, writeColumn } from "../object/column.ts";
import type { ForeignKey } from "../object/foreign-key.ts";
import { writeReference } from "../object/foreign-key.ts";
import { writeIndex } from "../object/index.ts";
import { quoteIdentifier } from "../quote.ts";
import { statement } from "./draft.ts";
import { refuse, unknownRemedy } from "./refuse.ts";
import { inverseOf, lossOfColumn, lossOfSecondColumn } from "./hazard.ts";
import type { Unit } from "./unit.ts";

/** The statements where SQLite can alter the table as it stands for every one of the changes, else null. */
export function alterInPlace({ changes }: Unit, before: Model, facts: Facts): readonly Statement[] | null {
  const statements: Statement[] = [];
  const inline = changes.filter((change) => isReferenceOfNewColumn(change, changes));
  let model = before;
  for (const change of changes) {
    if (!inline.includes(change)) {
      const found = statementsFor(change, model, facts, inline);
      if (found === null) return null;
      statements.push(...found);
    }
    model = apply(model, change);
  }
  return statements;
}

function statementsFor(change: ObjectChange, model: Model, facts: Facts, inline: readonly ObjectChange[]): readonly Statement[] | null {
  const { before, after } = change;
  if (before?.kind === "index" || after?.kind === "index") return changeIndex(before, after);
  if (before?.kind !== "column" && after?.kind !== "column") return null;
  if (before === null && after?.kind === "column") return change.via?.up?.fill === undefined ? addColumn(after, inline) : null;
  return after === null && before?.kind === "column" ? dropColumn(before, model, facts) : null;
}

function changeIndex(before: SchemaObject | null, after: SchemaObject | null): readonly Statement[] {
  if (after?.nameOnly)
    refuse(
      `What index ${describeRef(after.ref)} consists of is not known here, and SQLite gives it another name only by making it anew`,
      unknownRemedy,
      "index-unknown",
    );
  const table = (after ?? before)?.ref.parent ?? null;
  const dropped = before === null ? [] : [statement(`DROP INDEX ${quoteIdentifier(before.ref.name)}`, table)];
  return after?.kind === "index" && table !== null ? [...dropped, statement(writeIndex(after, table.name), table)] : dropped;
}

/** Whether ADD COLUMN takes it whatever rows there are: the value of each is known beforehand. */
function isAddable({ body }: Column): boolean {
  if (body.identity !== null || body.generated?.stored === true) return false;
  if (body.generated !== null) return body.nullable;
  return body.default === null ? body.nullable : isConstantDefault(body.default.text);
}

function addColumn(column: Column, inline: readonly ObjectChange[]): readonly Statement[] | null {
  const table = column.ref.parent;
  if (table === undefined || !isAddable(column)) return null;
  const references = inline.flatMap(({ after }) =>
    after?.kind === "foreignKey" && after.body.columns[0] === column.ref.name
      ? [` CONSTRAINT ${quoteIdentifier(after.ref.name)} ${writeReference(after)}`]
      : [],
  );
  return [statement(`ALTER TABLE ${quoteIdentifier(table.name)} ADD COLUMN ${writeColumn(column)}${references.join("")}`, table)];
}

/** A foreign key of one column that is new and starts empty: SQLite takes it with the column. */
function isReferenceOfNewColumn({ before, after }: ObjectChange, changes: readonly ObjectChange[]): boolean {
  if (before !== null || after?.kind !== "foreignKey" || after.body.columns.length !== 1) return false;
  return changes.some((change) => change.before === null && change.after?.kind === "column" && isEmptyColumnOf(change.after, after));
}

const isEmptyColumnOf = (column: Column, key: ForeignKey): boolean =>
  column.ref.name === key.body.columns[0] && column.body.default === null && column.body.generated === null;

/** SQLite drops only what nothing else mentions; a view that does wants to be checked, as a rebuild does. */
function dropColumn(column: Column, model: Model, facts: Facts): readonly Statement[] | null {
  const table = column.ref.parent;
  if (table === undefined || model.dependants(column.ref).length > 0) return null;
  const hazards = isSecondColumn(column) ? lossOfSecondColumn(facts, column, model) : lossOfColumn(facts, column.ref);
  return [
    statement(
      `ALTER TABLE ${quoteIdentifier(table.name)} DROP COLUMN ${quoteIdentifier(column.ref.name)}`,
      table,
      inverseOf(hazards),
      hazards,
    ),
  ];
}
