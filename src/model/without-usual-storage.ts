import type { Grammar } from "../grammar/grammar.ts";
import { broughtColumn } from "./brought-column.ts";
import type { ColumnSetting } from "./column-setting.ts";
import type { Model } from "./model.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";

/** The object without storage that its settings say of a column and that it has from where it comes anyhow: the catalogue knows no such setting. */
export function withoutUsualStorage<O extends SchemaObject | null>(object: O, model: Model, { usualStorage }: Grammar): O {
  if (object?.kind !== "table" || usualStorage === undefined) return object;
  const settings = object.body.columnSettings;
  const kept = settings?.map((setting) => {
    const { storage, ...rest } = setting.tuning ?? {};
    if (storage === undefined || storage !== broughtStorage(object, setting, model, usualStorage)) return setting;
    const { tuning: _tuning, ...other } = setting;
    return Object.keys(rest).length === 0 ? other : { ...other, tuning: rest };
  });
  if (kept === undefined || kept.every((setting, at) => setting === settings?.[at])) return object;
  return { ...object, body: { ...object.body, columnSettings: kept.filter((setting) => Object.keys(setting).length > 1) } };
}

function broughtStorage(
  { ref, body }: SchemaObjectOf<"table">,
  { column }: ColumnSetting,
  model: Model,
  usual: NonNullable<Grammar["usualStorage"]>,
): string | undefined {
  const brought = broughtColumn(ref, column, model, body);
  return brought === undefined ? undefined : (brought.tuning?.storage ?? usual(brought.type));
}
