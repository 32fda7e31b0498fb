import type { ObjectChange } from "../../../change/change.ts";
import { isSecondColumn } from "../../../change/second-column.ts";
import type { Hazard, Precondition, Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import { describeRef } from "../../../model/ref.ts";
import type { Facts } from "../../../port/facts.ts";
import { numberedColumn, writeTable } from "../object/table.ts";
import { quoteIdentifier, quoteLiteral, quoteNames } from "../quote.ts";
import { copiedColumns } from "./copied-columns.ts";
import { createIndexes } from "./create-table.ts";
import { statement } from "./draft.ts";
import { inverseOf, lossOfColumn, lossOfSecondColumn, rewriteOf } from "./hazard.ts";
import type { WholeTable } from "./require-table.ts";
import { requireTable } from "./require-table.ts";
import type { Unit } from "./unit.ts";

/** What a table's name begins with while it is built. Nothing called so is ever left over: the stage rolls back as one. */
export const temporaryPrefix = "keelson_new_";
export const temporaryName = (name: string): string => temporaryPrefix + name;

/**
 * The table built anew beside itself: created, filled, the old one dropped, the new one renamed. The old one is never renamed:
 * other tables' foreign keys would follow it. Views, triggers and foreign keys are the stage's matter.
 */
export function rebuildTable({ ref, changes }: Unit, before: Model, after: Model, facts: Facts): readonly Statement[] {
  const from = requireTable(before, ref);
  const to = requireTable(after, ref);
  const [old, fresh] = [quoteIdentifier(ref.name), quoteIdentifier(temporaryName(ref.name))];
  const losses = changes.flatMap((change) => lossOf(change, after, facts));
  const columns = copiedColumns(from, to, changes);
  // A row that does not fit is told, whatever the table does with those that come later.
  const orAbort = to.children.some((child) => "onConflict" in child.body) ? " OR ABORT" : "";
  const copy = `INSERT${orAbort} INTO ${fresh} (${quoteNames(columns.map(({ into }) => into))}) SELECT ${columns.map(({ source }) => source).join(", ")} FROM ${old}`;
  return [
    statement(writeTable(to.table, temporaryName(ref.name), to.children), ref, inverseOf(losses), [...rewriteOf(facts, ref), ...losses]),
    statement(copy, ref),
    ...keepNumbers(ref.name, from, to).map((sql) => statement(sql, ref)),
    statement(`DROP TABLE ${old}`, ref),
    statement(`ALTER TABLE ${fresh} RENAME TO ${old}`, ref),
    ...createIndexes(ref, after),
  ];
}

function lossOf({ before, after }: ObjectChange, model: Model, facts: Facts): readonly Hazard[] {
  if (after !== null || before?.kind !== "column") return [];
  return isSecondColumn(before) ? lossOfSecondColumn(facts, before, model) : lossOfColumn(facts, before.ref);
}

/** The highest number ever given goes on in the new table, also where its row is gone. */
function keepNumbers(name: string, from: WholeTable, to: WholeTable): readonly string[] {
  const always = ({ children }: WholeTable) => numberedColumn(children)?.body.identity?.mode === "always";
  if (!always(from) || !always(to)) return [];
  const fresh = quoteLiteral(temporaryName(name));
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${fresh}`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${fresh}, seq FROM sqlite_sequence WHERE name = ${quoteLiteral(name)}`,
  ];
}

/** The table has exactly the columns that the new one was planned from: one added since would be lost. */
export function sameColumns({ ref }: Unit, before: Model): Precondition {
  const names = before
    .children(ref, "column")
    .map(({ ref: { name } }) => name)
    .sort();
  const live = `SELECT json_group_array(name) FROM (SELECT name FROM pragma_table_xinfo(${quoteLiteral(ref.name)}) ORDER BY name)`;
  return {
    sql: `SELECT (${live}) = json(${quoteLiteral(JSON.stringify(names))})`,
    message: `the columns of ${describeRef(ref)} are no longer those that were planned from`,
  };
}
