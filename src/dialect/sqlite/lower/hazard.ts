import type { SecondColumn } from "../../../change/second-column.ts";
import type { Hazard, InverseQuality } from "../../../instruction/instruction.ts";
import { known, type Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import type { Facts, TableFacts } from "../../../port/facts.ts";

/** A table that is new in this plan, or holds no row: nothing in it can be lost or take long. */
export const isEmpty = (facts: Facts, table: ObjectRef): boolean => facts.table(table)?.empty !== false;

/** What dropping the table loses. */
export function lossOfTable(facts: Facts, table: ObjectRef): readonly Hazard[] {
  const found = facts.table(table);
  if (found === undefined || isEmpty(facts, table)) return [];
  return [{ kind: "dataLoss", ref: table, message: `${describeRef(table)} is dropped with ${rowsOf(found)}` }];
}

/** Offline nobody has counted them. */
const rowsOf = ({ rows }: TableFacts): string => (rows === 0 ? "its rows" : rows === 1 ? "its row" : `its ${rows} rows`);

/** What dropping the column loses. */
export function lossOfColumn(facts: Facts, column: ObjectRef): readonly Hazard[] {
  if (column.parent === undefined || isEmpty(facts, column.parent) || facts.columnEmpty(column) === true) return [];
  return [{ kind: "dataLoss", ref: column, message: `${describeRef(column)} is dropped with its values` }];
}

/** Rows that were written under either name are in step: only what a conversion back cannot keep is lost. */
export function lossOfSecondColumn(facts: Facts, second: SecondColumn, model: Model): readonly Hazard[] {
  const first = known(model.get({ ...second.origin.ref, kind: "column" }));
  if (first === undefined || first.body.type === second.body.type || isEmpty(facts, second.ref.parent as ObjectRef)) return [];
  return [
    {
      kind: "dataLoss",
      ref: second.ref,
      message: `${describeRef(second.ref)}: its values stay only as far as ${first.ref.name} holds them`,
    },
  ];
}

export function rewriteOf(facts: Facts, table: ObjectRef): readonly Hazard[] {
  if (isEmpty(facts, table)) return [];
  return [
    {
      kind: "tableRewrite",
      ref: table,
      message: `${describeRef(table)} is built anew and its rows copied; nobody else writes to the file meanwhile`,
    },
  ];
}

export const renamedInUse = (from: ObjectRef, to: ObjectRef): Hazard => ({
  kind: "incompatibleWithRunningApp",
  ref: to,
  message: `${describeRef(from)} is called ${to.name} from then on; what still uses the old name fails`,
});

/** What the way back restores where the hazards say what is lost. */
export const inverseOf = (hazards: readonly Hazard[]): InverseQuality =>
  hazards.some(({ kind }) => kind === "dataLoss") ? "structure" : "exact";
