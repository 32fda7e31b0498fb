import { type ColumnSetting, type ColumnSettings, orderedSettings } from "../../../model/column-setting.ts";
import type { ColumnTuning } from "../../../model/body.ts";
import { compressionWord, storageWord, tuningSql } from "./column-tuning.ts";
import { optionsIn } from "./foreign.ts";
import type { ForeignOptions } from "../../../model/foreign-body.ts";
import { described } from "./described.ts";
import { printed } from "./read-again.ts";

export interface ColumnSettingRow {
  readonly column: string;
  readonly default: string | null;
  readonly noDefault: boolean;
  readonly notNull: boolean;
  readonly tuning: { readonly [F in keyof ColumnTuning]: ColumnTuning[F] | null };
  readonly foreignOptions: ForeignOptions | null;
  readonly comment: string | null;
}

/** Of no table that the column `a` comes from does that hold: `p` is its column, `px` the default of that. */
export const hasOtherThan = (condition: string): string =>
  `NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname LEFT JOIN pg_attrdef px ON px.adrelid = p.attrelid AND px.adnum = p.attnum WHERE i.inhrelid = a.attrelid AND ${condition})`;

const settingsOf = (parts: {
  readonly default: string;
  readonly noDefault: string;
  readonly notNull: string;
  readonly storage: string;
  readonly compression: string;
  readonly foreignOptions: string;
  readonly comment: string;
  readonly where: string;
  /** What more the parts ask. */
  readonly from?: string;
}): string => `
  (SELECT json_agg(s) FILTER (WHERE s."default" IS NOT NULL OR s."noDefault" OR s."notNull" OR s."foreignOptions" IS NOT NULL OR s.comment IS NOT NULL OR s.tuning::text <> '{}') FROM (
    SELECT a.attname AS column, ${parts.default} AS "default", ${parts.noDefault} AS "noDefault", ${parts.notNull} AS "notNull", ${parts.foreignOptions} AS "foreignOptions", ${parts.comment} AS comment,
      ${tuningSql(parts.storage, parts.compression)} AS tuning
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum ${parts.from ?? ""}
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND ${parts.where}) s)`;

/** A default names no column, so that the server need not open its table to spell it. */
const ownDefault = "pg_get_expr(x.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE x.adrelid END)";
const theirDefault = "pg_get_expr(px.adbin, CASE WHEN p.attgenerated = '' THEN 0 ELSE px.adrelid END)";
/** Whether the other table's default or expression, for hasOtherThan, is that of the column, `x`. */
export const isSameDefault = `${theirDefault} IS NOT DISTINCT FROM ${ownDefault}`;
const isOtherDefault = "a.attgenerated = '' AND NOT above.same_default";

/** For FROM: whether any of the tables that the column comes from has the same, each looked at once for all of it. */
const aboveSql = `CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(${isSameDefault}), false) AS same_default, coalesce(bool_or(p.attnotnull), false) AS not_null,
        coalesce(bool_or(p.attstorage = a.attstorage), false) AS same_storage, coalesce(bool_or(p.attcompression = a.attcompression), false) AS same_compression
      FROM pg_inherits i JOIN pg_attribute p ON p.attrelid = i.inhparent AND p.attname = a.attname LEFT JOIN pg_attrdef px ON px.adrelid = p.attrelid AND px.adnum = p.attnum
      WHERE i.inhrelid = a.attrelid) above`;

/** From 18 on: whether the table says NOT NULL of the column `a` itself, beside one from above. */
const isOwnToo =
  "EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum AND k.conislocal AND k.coninhcount > 0)";

/** SQL for ColumnSettingRows of the table `c`: what columns have otherwise that come from others. */
export const inheritedSettingsSql = `CASE WHEN c.oid IN (SELECT inhrelid FROM pg_inherits) THEN ${settingsOf({
  where: "(c.relispartition OR NOT a.attislocal)",
  default: `CASE WHEN ${isOtherDefault} THEN ${ownDefault} END`,
  noDefault: `${ownDefault} IS NULL AND ${isOtherDefault}`,
  notNull: `a.attnotnull AND (NOT above.not_null AND NOT EXISTS (SELECT FROM pg_index k WHERE k.indrelid = a.attrelid AND k.indisprimary AND a.attnum = ANY (k.indkey)) OR NOT c.relispartition AND ${isOwnToo})`,
  storage: `CASE WHEN NOT above.same_storage THEN ${storageWord} END`,
  compression: `CASE WHEN a.attcompression <> '' AND NOT above.same_compression THEN ${compressionWord} END`,
  foreignOptions: `CASE WHEN a.attfdwoptions IS NOT NULL THEN ${optionsIn("a.attfdwoptions")} END`,
  comment: described("pg_class", "a.attrelid", "a.attnum"),
  from: aboveSql,
})} END`;

/** SQL for ColumnSettingRows of the view `c`: defaults, and the tuning of one that keeps its rows. */
export const viewSettingsSql = settingsOf({
  where: "(a.atthasdef OR c.relkind = 'm')",
  default: ownDefault,
  noDefault: "false",
  notNull: "false",
  storage: `CASE WHEN c.relkind = 'm' AND a.attstorage <> t.typstorage THEN ${storageWord} END`,
  compression: compressionWord,
  foreignOptions: "NULL::json",
  comment: "NULL::text",
});

export function columnSettings(rows: readonly ColumnSettingRow[] | null): { readonly columnSettings?: ColumnSettings } {
  if (rows === null) return {};
  const settings = rows.map(
    ({ column, default: value, noDefault, notNull, tuning, foreignOptions, comment }): ColumnSetting => ({
      column,
      ...(value !== null && { default: printed(value) }),
      ...(noDefault && { default: null }),
      ...(notNull && { nullable: false as const }),
      ...(Object.keys(tuning).length > 0 && { tuning: tuning as ColumnTuning }),
      ...(foreignOptions !== null && { foreignOptions }),
      ...(comment !== null && { comment }),
    }),
  );
  return { columnSettings: orderedSettings(settings) };
}
