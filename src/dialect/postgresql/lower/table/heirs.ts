import type { Statement } from "../../../../instruction/instruction.ts";
import type { ColumnSetting } from "../../../../model/column-setting.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { type ObjectRef, sameRef } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;
type Column = SchemaObjectOf<"column">;

/** Partitions of the table and tables that inherit from it, at any depth. */
const heirsOf = (table: ObjectRef, situation: Situation): readonly Table[] =>
  situation.model.dependants(table).flatMap((other) => {
    if (other.kind !== "table") return [];
    const { partitionOf, inherits = [] } = other.body;
    const isBelow = [...(partitionOf === undefined ? [] : [partitionOf.table]), ...inherits].some((above) => sameRef(above, table));
    return isBelow ? [other, ...heirsOf(other.ref, situation)] : [];
  });

const settingOf = ({ body }: Table, column: string): ColumnSetting | undefined => body.columnSettings?.find((setting) => setting.column === column);

const alterOnly = ({ ref }: Table, column: Column, how: string): Statement =>
  statement(`ALTER TABLE ONLY ${qualified(ref)} ALTER COLUMN ${quoteIdentifier(column.ref.name)} ${how}`, { locks: [lock(ref, "accessExclusive")] });

/** A default that changes goes down to all that have the column from here: those that have one of their own get it back. */
export const keptDefaults = (column: Column, situation: Situation): readonly Statement[] =>
  heirsOf(column.ref.parent as ObjectRef, situation).flatMap((heir) => {
    const own = settingOf(heir, column.ref.name)?.default;
    return own === undefined ? [] : [alterOnly(heir, column, own === null ? "DROP DEFAULT" : `SET DEFAULT ${own.text}`)];
  });

/** Storage goes down and statistics too, which a new partition does not take along; compression does not, though it does. */
export function keptTuning(before: Column, after: Column, situation: Situation): readonly Statement[] {
  const [old, now] = [before.body.tuning ?? {}, after.body.tuning ?? {}];
  return heirsOf(after.ref.parent as ObjectRef, situation).flatMap((heir) => {
    const own = settingOf(heir, after.ref.name)?.tuning ?? {};
    const parts = [
      ...(old.storage !== now.storage && own.storage !== undefined ? [`SET STORAGE ${own.storage.toUpperCase()}`] : []),
      ...(old.compression !== now.compression && own.compression === undefined ? [`SET COMPRESSION ${now.compression ?? "default"}`] : []),
      ...(old.statistics === now.statistics ? [] : [`SET STATISTICS ${own.statistics ?? -1}`]),
    ];
    return parts.map((part) => alterOnly(heir, after, part));
  });
}
