import type { Statement } from "../../../instruction/instruction.ts";
import type { VirtualTable } from "../../../model/table-body.ts";
import { known, type Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import type { Facts } from "../../../port/facts.ts";
import { isDerived, keptColumns, rebuildsItself } from "../object/virtual-columns.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import { createTable } from "./create-table.ts";
import { statement } from "./draft.ts";
import { dropTable } from "./drop-table.ts";
import { rewriteOf } from "./hazard.ts";

/** Rows are aside for as long as there is no table of the name: a rename would have to pass triggers that mention it. */
const aside = "temp.keelson_aside";

const moduleOf = (model: Model, ref: ObjectRef): VirtualTable | undefined => known(model.get({ ...ref, kind: "table" }))?.body.virtual;

/** Whether a module keeps the table, before or after. */
export const isVirtual = (ref: ObjectRef, ...models: readonly Model[]): boolean =>
  models.some((model) => moduleOf(model, ref) !== undefined);

/** A table that a module keeps, made anew: no module takes other arguments. Its rows go along where both are known to have columns in common. */
export function remakeVirtualTable(ref: ObjectRef, before: Model, after: Model, facts: Facts): readonly Statement[] {
  const [from, to] = [moduleOf(before, ref), moduleOf(after, ref)];
  const table = quoteIdentifier(ref.name);
  const bare = (sql: string) => statement(sql, ref);
  const create = createTable(ref, after);
  const filled = to !== undefined && rebuildsItself(to) ? [bare(`INSERT INTO ${table} (${table}) VALUES ('rebuild')`)] : [];
  if (from !== undefined && isDerived(from)) return [bare(`DROP TABLE ${table}`), ...create, ...filled];
  const columns = from === undefined || to === undefined ? [] : keptColumns(from, to);
  if (columns.length === 0) return [...dropTable(ref, facts), ...create, ...filled];
  const names = quoteNames(columns);
  return [
    statement(
      `CREATE TEMP TABLE keelson_aside AS SELECT ${columns.map((column, at) => `${quoteIdentifier(column)} AS c${at}`).join(", ")} FROM ${table}`,
      ref,
      "exact",
      rewriteOf(facts, ref),
    ),
    bare(`DROP TABLE ${table}`),
    ...create,
    bare(`INSERT INTO ${table} (${names}) SELECT ${columns.map((_, at) => `c${at}`).join(", ")} FROM ${aside}`),
    bare(`DROP TABLE ${aside}`),
  ];
}
