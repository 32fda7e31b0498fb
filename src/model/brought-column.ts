import type { ColumnBody } from "./body.ts";
import { type ColumnSetting, orderedSettings } from "./column-setting.ts";
import { known, type Model } from "./model.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";
import type { ObjectRef } from "./ref.ts";
import type { TableBody } from "./table-body.ts";
import { tablesAbove } from "./tables-above.ts";

/** The column as a partition or heir has it from above, be it itself otherwise than further up; undefined where nobody known has it. */
export function broughtColumn(table: ObjectRef, column: string, model: Model, body = bodyOf(table, model)): ColumnBody | undefined {
  for (const above of tablesAbove(body ?? {})) {
    const own = known(model.get({ kind: "column", parent: above, name: column }))?.body ?? broughtColumn(above, column, model);
    if (own === undefined) continue;
    const setting = known(model.get({ ...above, kind: "table" }))?.body.columnSettings?.find((each) => each.column === column);
    return {
      ...own,
      ...(setting?.default !== undefined && { default: setting.default }),
      ...(setting?.nullable === false && { nullable: false }),
      ...(setting?.tuning !== undefined && { tuning: { ...own.tuning, ...setting.tuning } }),
    };
  }
  return undefined;
}

/** Columns that a table has from those above it, as they are declared there; one that several have stands more than once. */
export const columnsFromAbove = (body: Pick<TableBody, "partitionOf" | "inherits">, model: Model): readonly SchemaObjectOf<"column">[] =>
  tablesAbove(body).flatMap((above) => [
    ...columnsFromAbove(bodyOf(above, model) ?? {}, model),
    ...(model.children(above, "column") as readonly SchemaObjectOf<"column">[]),
  ]);

const bodyOf = (table: ObjectRef, model: Model): TableBody | undefined =>
  table.kind === "table" ? known(model.get({ ...table, kind: "table" }))?.body : undefined;

/**
 * The live object with what `desired` says of columns and comes from above anyhow: the catalogue cannot tell whether somebody said it too.
 * Without a NOT NULL that it has beside one from above where `desired` says none: nothing takes it back.
 */
export function asSaidOf(desired: SchemaObject, live: SchemaObject, model: Model): SchemaObject {
  if (desired.kind !== "table" || live.kind !== "table") return live;
  const [wanted, found] = [desired.body.columnSettings ?? [], live.body.columnSettings ?? []];
  if (wanted.length + found.length === 0) return live;
  const required = new Set(wanted.filter(({ nullable }) => nullable === false).map(({ column }) => column));
  const settings = new Map(found.map((setting) => [setting.column, required.has(setting.column) ? setting : withoutRepeated(setting)]));
  for (const said of wanted) {
    const brought = broughtColumn(live.ref, said.column, model);
    const setting =
      brought === undefined
        ? { column: said.column }
        : { ...coming(said, brought), ...withTuning(said, brought, settings.get(said.column)) };
    if (Object.keys(setting).length > 1) settings.set(said.column, setting);
  }
  const telling = [...settings.values()].filter((setting) => Object.keys(setting).length > 1);
  const { columnSettings: _columnSettings, ...body } = live.body;
  return { ...live, body: telling.length === 0 ? body : { ...body, columnSettings: orderedSettings(telling) } };

  function withoutRepeated(setting: ColumnSetting): ColumnSetting {
    const { nullable, ...others } = setting;
    return nullable === false && broughtColumn(live.ref, setting.column, model)?.nullable === false ? others : setting;
  }
}

/** Of what is said that which comes along. */
const coming = ({ column, default: value, nullable }: ColumnSetting, from: ColumnBody): ColumnSetting => ({
  column,
  ...(value !== undefined && from.identity === null && { default: from.default }),
  ...(nullable === false && !from.nullable && { nullable }),
});

/** What the table has itself, with the storage and compression that come along where they are said. */
function withTuning(
  { tuning: said = {} }: ColumnSetting,
  { tuning: from = {} }: ColumnBody,
  own: ColumnSetting | undefined,
): Partial<ColumnSetting> {
  const tuning = {
    ...(said.storage !== undefined && from.storage !== undefined && { storage: from.storage }),
    ...(said.compression !== undefined && from.compression !== undefined && { compression: from.compression }),
    ...own?.tuning,
  };
  return { ...own, ...(Object.keys(tuning).length > 0 && { tuning }) };
}
