import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Statement } from "../../../../instruction/instruction.ts";
import type { ColumnTuning } from "../../../../model/body.ts";
import { broughtColumn } from "../../../../model/brought-column.ts";
import type { ColumnSetting, ColumnSettings } from "../../../../model/column-setting.ts";
import type { Model } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { optionList, optionName, qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { usualStorage } from "../../usual-storage.ts";
import { nullsFail } from "../constraint/not-null.ts";
import type { Situation } from "../statement/situation.ts";
import { columnOptions } from "./foreign-table.ts";
import { hazard, lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;
type Owner = SchemaObjectOf<"table"> | SchemaObjectOf<"view">;
type Settings = ReadonlyMap<string, ColumnSetting>;

const byColumn = (settings: ColumnSettings = []): Settings => new Map(settings.map((setting) => [setting.column, setting]));

/** What columns have otherwise than where they come from, of a table or view that was just made. */
export const newColumnSettings = (owner: Owner): readonly Statement[] =>
  (owner.body.columnSettings ?? []).flatMap((setting) => statements(owner, undefined, setting, () => undefined, "new"));

/** Columns that hold NULL where they come from, and are to hold none any more. */
export function newlyRequired(before: Owner, after: Owner, model: Model) {
  const [old, now] = [byColumn(before.body.columnSettings), byColumn(after.body.columnSettings)];
  return [...now].flatMap(([name, { nullable }]) =>
    nullable === false && old.get(name)?.nullable !== false
      ? [{ ref: { kind: "column" as const, parent: after.ref, name }, type: broughtColumn(after.ref, name, model)?.type }]
      : [],
  );
}

/** The same where it changes, `proved`: no NULL is left where none is to be. What is not said any more goes back to what the column has where it comes from. */
export function changedColumnSettings(
  before: Owner,
  after: Owner,
  situation: Situation,
  proved: "proved" | "unproved" = "unproved",
): readonly Statement[] {
  const [old, now] = [byColumn(before.body.columnSettings), byColumn(after.body.columnSettings)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (column) => canonicalJson(old.get(column) ?? null) !== canonicalJson(now.get(column) ?? null),
  );
  return changed.flatMap((column) =>
    statements(
      after,
      old.get(column),
      now.get(column) ?? { column },
      (name) => broughtColumn(after.ref, name, situation.model),
      situation.rows(after.ref) !== "holds" ? "new" : proved === "proved" ? "proved" : "filled",
    ),
  );
}

function statements(
  owner: Owner,
  old: ColumnSetting | undefined,
  now: ColumnSetting,
  whence: (column: string) => Column["body"] | undefined,
  rows: "new" | "proved" | "filled",
): readonly Statement[] {
  const parts = [...defaultPart(old, now, whence), ...tuningParts(old?.tuning ?? {}, now.tuning ?? {}, () => whence(now.column))];
  const word = owner.kind === "table" ? "TABLE ONLY" : owner.body.materialized ? "MATERIALIZED VIEW" : "VIEW";
  const name = quoteIdentifier(now.column);
  const locks = owner.kind === "table" ? { locks: [lock(owner.ref, "accessExclusive" as const)] } : {};
  const hazards =
    rows === "filled"
      ? [hazard("constraintScan", owner.ref, "the whole table is read"), hazard("longLock", owner.ref, "nobody can use it meanwhile")]
      : [];
  const column = { ref: { kind: "column" as const, parent: owner.ref, name: now.column } };
  return [
    ...(parts.length === 0
      ? []
      : [statement(`ALTER ${word} ${qualified(owner.ref)} ${parts.map((part) => `ALTER COLUMN ${name} ${part}`).join(", ")}`, locks)]),
    ...(old?.nullable === now.nullable || (now.nullable === undefined && whence(now.column)?.nullable === false)
      ? []
      : [
          statement(`ALTER TABLE ${qualified(owner.ref)} ALTER COLUMN ${name} ${now.nullable === false ? "SET" : "DROP"} NOT NULL`, {
            ...locks,
            hazards: now.nullable === false && rows !== "new" ? [...hazards, nullsFail(column)] : [],
          }),
        ]),
    ...columnOptions(owner.ref, now.column, old?.foreignOptions, now.foreignOptions),
    ...(now.comment === undefined || now.comment === (old?.comment ?? "")
      ? []
      : [statement(`COMMENT ON COLUMN ${qualified(owner.ref)}.${name} IS ${now.comment === "" ? "NULL" : quoteLiteral(now.comment)}`)]),
  ];
}

function defaultPart(
  old: ColumnSetting | undefined,
  now: ColumnSetting,
  whence: (column: string) => Column["body"] | undefined,
): readonly string[] {
  if (old?.default?.text === now.default?.text && (old?.default === undefined) === (now.default === undefined)) return [];
  const value = now.default === undefined ? whence(now.column)?.default : now.default;
  return [value === null || value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${value.text}`];
}

function tuningParts(old: ColumnTuning, now: ColumnTuning, whence: () => Column["body"] | undefined): readonly string[] {
  const set = Object.fromEntries(Object.entries(now.options ?? {}).filter(([name, value]) => old.options?.[name] !== value));
  const reset = Object.keys(old.options ?? {}).filter((name) => now.options?.[name] === undefined);
  const storage = () => now.storage ?? whence()?.tuning?.storage ?? usualStorage(whence()?.type ?? "");
  return [
    ...(old.storage === now.storage ? [] : [`SET STORAGE ${storage().toUpperCase()}`]),
    ...(old.compression === now.compression ? [] : [`SET COMPRESSION ${now.compression ?? whence()?.tuning?.compression ?? "default"}`]),
    ...(old.statistics === now.statistics ? [] : [`SET STATISTICS ${now.statistics ?? -1}`]),
    ...(Object.keys(set).length === 0 ? [] : [`SET (${optionList(set)})`]),
    ...(reset.length === 0 ? [] : [`RESET (${reset.map(optionName).join(", ")})`]),
  ];
}
