import type { ColumnTuning } from "./body.ts";
import type { ForeignOptions } from "./foreign-body.ts";
import type { Expression } from "./expression.ts";

/** What a column has otherwise than where it comes from: a partitioned table, a table that is inherited from, or a query. What is absent is as it came. */
export interface ColumnSetting {
  readonly column: string;
  /** null: none, though there is one where the column comes from. */
  readonly default?: Expression | null;
  readonly nullable?: false;
  /** Storage and compression come along; statistics and options do not. */
  readonly tuning?: ColumnTuning;
  /** Of a foreign table: what its wrapper takes for the column. */
  readonly foreignOptions?: ForeignOptions;
  /** Absent from what is wanted: not compared. */
  readonly comment?: string;
}

/** One for each column that has some. */
export type ColumnSettings = readonly ColumnSetting[];

/** What of its tuning a column takes along to a table that is made with it. */
export function broughtTuning({ storage, compression }: ColumnTuning = {}): { readonly tuning?: ColumnTuning } {
  const tuning = { ...(storage !== undefined && { storage }), ...(compression !== undefined && { compression }) };
  return Object.keys(tuning).length === 0 ? {} : { tuning };
}

/** Of the settings those that say more than a comment, which only matters where it is said. */
export const tellingSettings = (settings: ColumnSettings): ColumnSettings => settings.filter(isTelling);

/** In the order in which two are compared: those that tell more than a comment first. */
export const orderedSettings = (settings: ColumnSettings): ColumnSettings =>
  settings.toSorted((a, b) => Number(isTelling(b)) - Number(isTelling(a)) || (a.column < b.column ? -1 : 1));

const isTelling = ({ column: _column, comment: _comment, ...rest }: ColumnSetting): boolean => Object.keys(rest).length > 0;

/** With every default changed; the same where none is. */
export function mapSettings(
  settings: ColumnSettings | undefined,
  change: (expression: Expression) => Expression,
): ColumnSettings | undefined {
  const changed = settings?.map((setting) => {
    const value = setting.default == null ? setting.default : change(setting.default);
    return value === setting.default || value === undefined ? setting : { ...setting, default: value };
  });
  return changed?.some((setting, at) => setting !== settings?.[at]) === true ? changed : settings;
}
