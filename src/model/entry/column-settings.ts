import { type ColumnSetting, type ColumnSettings, orderedSettings } from "../column-setting.ts";
import { written } from "../expression.ts";
import type { ColumnSettingEntry } from "../kind/column-setting.shape.ts";
import type { TableEntry } from "../kind/table.shape.ts";
import type { EntryContext, EntryPath } from "./entry-context.ts";
import { foreignOptions } from "./read/read-foreign.ts";
import { optionTexts } from "./read/read-index.ts";

type Said = { readonly columnSettings?: ColumnSettings };
type Written = { columnSettings?: ColumnSettingEntry[] };

/** One that says nothing is none. */
export function readColumnSettings(
  { columnSettings = [] }: { readonly columnSettings?: readonly ColumnSettingEntry[] },
  { report }: EntryContext,
  path: EntryPath,
): Said {
  for (const [at, { column }] of columnSettings.entries())
    if (columnSettings.slice(0, at).some((other) => other.column === column))
      report({
        code: "declared-twice",
        message: `column "${column}" is said twice to have settings of its own`,
        remedy: "Let one entry say all of them",
        path: [...path, "columnSettings", at],
      });
  const read = columnSettings.map(readSetting).filter((setting) => Object.keys(setting).length > 1);
  return read.length === 0 ? {} : { columnSettings: orderedSettings(read) };
}

/** Reports settings of columns that a table has from nowhere else. */
export function reportOrdinaryColumns(
  { name, columnSettings = [], partitionOf, inherits = [] }: TableEntry,
  { report }: EntryContext,
  path: EntryPath,
): void {
  if (columnSettings.length === 0 || partitionOf !== undefined || inherits.length > 0) return;
  report({
    code: "contradicting-fields",
    message: `table "${name}" is no partition and inherits from no table, so none of its columns comes from elsewhere`,
    remedy: "Say it at the column among its `columns`",
    path: [...path, "columnSettings"],
  });
}

function readSetting({
  column,
  default: value,
  nullable,
  storage,
  compression,
  statistics,
  options,
  foreignOptions: taken,
  comment,
}: ColumnSettingEntry): ColumnSetting {
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
    ...(taken !== undefined && Object.keys(taken).length > 0 && { foreignOptions: foreignOptions(taken) }),
    ...(comment !== undefined && { comment }),
  };
}

export const writeColumnSettings = ({ columnSettings = [] }: Said): Written =>
  columnSettings.length === 0
    ? {}
    : {
        columnSettings: columnSettings.map(({ column, default: value, nullable, tuning, foreignOptions: taken, comment }) => ({
          column,
          ...(value !== undefined && { default: value?.text ?? "NULL" }),
          ...(nullable === false && { nullable }),
          ...tuning,
          ...(taken !== undefined && { foreignOptions: { ...taken } }),
          ...(comment !== undefined && { comment }),
        })),
      };
