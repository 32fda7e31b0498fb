import { type ColumnSetting, type ColumnSettings, orderedSettings } from "../column-setting.ts";
import { written } from "../expression.ts";
import type { ColumnSettingEntry } from "../kind/column-setting.shape.ts";
import { optionTexts } from "./read/read-index.ts";

type Said = { readonly columnSettings?: ColumnSettings };
type Written = { columnSettings?: ColumnSettingEntry[] };

/** One that says nothing is none. */
export function readColumnSettings({ columnSettings = [] }: { readonly columnSettings?: readonly ColumnSettingEntry[] }): Said {
  const read = columnSettings.map(readSetting).filter((setting) => Object.keys(setting).length > 1);
  return read.length === 0 ? {} : { columnSettings: orderedSettings(read) };
}

function readSetting({ column, default: value, nullable, storage, compression, statistics, options, comment }: ColumnSettingEntry): ColumnSetting {
  const tuning = {
    ...(storage !== undefined && storage !== "default" && { storage }),
    ...(compression !== undefined && compression !== "default" && { compression }),
    ...(statistics !== undefined && Number(statistics) >= 0 && { statistics: Number(statistics) }),
    ...(options !== undefined && Object.keys(options).length > 0 && { options: optionTexts(options) }),
  };
  return {
    column,
    ...(value !== undefined && { default: value.trim().toUpperCase() === "NULL" ? null : written(value) }),
    ...(nullable === false && { nullable }),
    ...(Object.keys(tuning).length > 0 && { tuning }),
    ...(comment !== undefined && { comment }),
  };
}

export const writeColumnSettings = ({ columnSettings = [] }: Said): Written =>
  columnSettings.length === 0
    ? {}
    : { columnSettings: columnSettings.map(({ column, default: value, nullable, tuning, comment }) => ({ column, ...(value !== undefined && { default: value?.text ?? "NULL" }), ...(nullable === false && { nullable }), ...tuning, ...(comment !== undefined && { comment }) })) };
