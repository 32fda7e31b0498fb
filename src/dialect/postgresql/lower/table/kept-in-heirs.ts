import type { Statement } from "../../../../instruction/instruction.ts";
import type { Expression } from "../../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { usualStorage } from "../../usual-storage.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, lock, statement } from "../statement/statements.ts";
import { type Heir, heirsOf } from "./heirs.ts";

type Column = SchemaObjectOf<"column">;

const alterOnly = ({ table: { ref } }: Heir, column: Column, how: string): Statement =>
  statement(`ALTER TABLE ONLY ${qualified(ref)} ALTER COLUMN ${quoteIdentifier(column.ref.name)} ${how}`, {
    locks: [lock(ref, "accessExclusive")],
  });

/** A default that changes goes down to all that have the column from here: those that have one of their own get it back. */
export const keptDefaults = (
  column: Column,
  situation: Situation,
  respelled = (value: Expression): Expression => value,
): readonly Statement[] => {
  const gives = column.body.default !== null || column.body.identity?.mode === "serial";
  return heirsOf(column, situation).flatMap((heir) => {
    if (heir.default === undefined || (heir.default === null && !gives)) return [];
    return [alterOnly(heir, column, heir.default === null ? "DROP DEFAULT" : `SET DEFAULT ${respelled(heir.default).text}`)];
  });
};

/** Before another type goes down: a default of their own need not be castable to it. */
export const defaultsAway = (column: Column, situation: Situation): readonly Statement[] =>
  heirsOf(column, situation).flatMap((heir) => (heir.default == null ? [] : [alterOnly(heir, column, "DROP DEFAULT")]));

/** Storage goes down and statistics too, which a new partition does not take along; compression does not, though it does. */
export function keptTuning(before: Column, after: Column, situation: Situation): readonly Statement[] {
  const [old, now] = [before.body.tuning ?? {}, after.body.tuning ?? {}];
  return heirsOf(after, situation).flatMap((heir) => {
    const parts = [
      ...(old.storage !== now.storage && heir.storage !== undefined ? [`SET STORAGE ${heir.storage.toUpperCase()}`] : []),
      ...(old.compression !== now.compression && heir.compression === undefined ? [`SET COMPRESSION ${now.compression ?? "default"}`] : []),
      ...(old.statistics === now.statistics ? [] : [`SET STATISTICS ${heir.statistics}`]),
    ];
    return parts.map((part) => alterOnly(heir, after, part));
  });
}

/** Another type takes storage and compression away below too; and that the table's own tuning is said again goes down. */
export function tuningBack(before: Column, after: Column, situation: Situation): readonly Statement[] {
  const { tuning = {} } = before.body;
  const isPlain = usualStorage(after.body.type) === "plain";
  return heirsOf(before, situation).flatMap((heir) => {
    const compression = heir.compression ?? tuning.compression ?? "default";
    const parts = [
      ...(heir.storage !== undefined && !isPlain ? [`SET STORAGE ${heir.storage.toUpperCase()}`] : []),
      ...(compression !== "default" && !isPlain ? [`SET COMPRESSION ${compression}`] : []),
      ...(tuning.statistics === undefined ? [] : [`SET STATISTICS ${heir.statistics}`]),
    ];
    return parts.map((part) => alterOnly(heir, before, part));
  });
}

/**
 * Before 18 the end of NOT NULL goes down to all: those that keep theirs get it back. From 18 on a partition keeps one that was its own too,
 * as that of a key that it had before the whole had one: it goes where nobody says it.
 */
export const keptNotNulls = (column: Column, situation: Situation): readonly Statement[] =>
  situation.context.facts.serverVersion >= 180000
    ? heirsOf(column, situation).flatMap((heir) =>
        heir.nullable === undefined && heir.table.body.partitionOf !== undefined && !isKey(heir, column, situation)
          ? [alterOnly(heir, column, "DROP NOT NULL")]
          : [],
      )
    : heirsOf(column, situation).flatMap(({ table: { ref }, nullable }) => {
        if (nullable === undefined) return [];
        const hazards =
          situation.rows(ref) === "holds"
            ? [hazard("constraintScan", ref, "the whole table is read"), hazard("longLock", ref, "nobody can use it meanwhile")]
            : [];
        return [
          statement(`ALTER TABLE ${qualified(ref)} ALTER COLUMN ${quoteIdentifier(column.ref.name)} SET NOT NULL`, {
            locks: [lock(ref, "accessExclusive")],
            hazards,
          }),
        ];
      });

const isKey = ({ table }: Heir, column: Column, { model }: Situation): boolean =>
  model.children(table.ref, "primaryKey").some((key) => key.kind === "primaryKey" && key.body.columns.includes(column.ref.name));
