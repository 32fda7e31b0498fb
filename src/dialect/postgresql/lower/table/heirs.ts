import { canonical, type Expression } from "../../../../model/expression.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { type ObjectRef, sameRef } from "../../../../model/ref.ts";
import { usualStorage } from "../../usual-storage.ts";
import { sequenceOf } from "../../../../model/column-sequence.ts";
import { nextval } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { tablesAbove } from "../../../../model/tables-above.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;

/** What a table that has a column from another one has otherwise; absent: as that one has it. */
interface Otherwise {
  /** null: none. */
  readonly default?: Expression | null;
  readonly nullable?: false;
  readonly storage?: string;
  readonly compression?: string;
}

export interface Heir extends Otherwise {
  readonly table: Table;
  /** Nobody gets it from above; -1 is as usual. */
  readonly statistics: number;
}

/** Partitions of a column's table and tables that inherit from it, at any depth: each with what it has otherwise of the column, be that said by itself or by a table between. */
export const heirsOf = (column: Column, situation: Situation): readonly Heir[] =>
  below(column, column.ref.parent as ObjectRef, {}, situation);

function below(column: Column, above: ObjectRef, brought: Otherwise, situation: Situation): readonly Heir[] {
  return situation.model.dependants(above).flatMap((table) => {
    if (table.kind !== "table") return [];
    if (!tablesAbove(table.body).some((parent) => sameRef(parent, above))) return [];
    const { statistics = -1, ...own } = ownOf(table, column.ref.name, situation);
    const otherwise: Otherwise = { ...brought, ...own };
    return [{ ...otherwise, table, statistics }, ...below(column, table.ref, otherwise, situation)];
  });
}

/** What the table says itself: of a column that it declares too all of it, else by its setting. */
function ownOf(table: Table, name: string, { model }: Situation): Otherwise & { readonly statistics?: number } {
  const declared = known(model.get({ kind: "column", parent: table.ref, name }));
  if (declared !== undefined) return declaredBy(declared);
  const setting = table.body.columnSettings?.find(({ column }) => column === name);
  const { options: _options, ...tuning } = setting?.tuning ?? {};
  return {
    ...tuning,
    ...(setting?.default !== undefined && { default: setting.default }),
    ...(setting?.nullable === false && { nullable: false }),
  };
}

function declaredBy(column: Column): Otherwise & { readonly statistics?: number } {
  const { identity, generated, type, nullable, tuning = {} } = column.body;
  const hasNoDefault = generated !== null || (identity !== null && identity.mode !== "serial");
  const value = identity === null ? column.body.default : canonical(nextval(sequenceOf(column)));
  return {
    ...(!hasNoDefault && { default: value }),
    ...(!nullable && { nullable: false }),
    storage: tuning.storage ?? usualStorage(type),
    compression: tuning.compression ?? "default",
    ...(tuning.statistics !== undefined && { statistics: tuning.statistics }),
  };
}
