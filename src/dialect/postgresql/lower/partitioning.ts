import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Statement } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { describeRef, refKey } from "../../../model/ref.ts";
import { attachPartition, detachPartition } from "../object/partitioning.ts";
import { refuse } from "./refuse.ts";
import { hazard, lock, statement } from "./statements.ts";

type Table = SchemaObjectOf<"table">;

/** @throws InputError for what has no statement: rows would have to move. */
export function refuseRespread({ ref, body: old }: Table, { body: now }: Table): void {
  if (canonicalJson(textOf(old.partitionBy)) !== canonicalJson(textOf(now.partitionBy)))
    refuse("partitioning-changes", `${describeRef(ref)}: how its rows are spread cannot be altered`, "Make another table, copy the rows in a revision, and swap the names");
  if (wholeOf(old) !== wholeOf(now))
    refuse("partitioning-changes", `${describeRef(ref)}: to attach or detach a table is not managed yet`, "Use an `sql` step with ATTACH PARTITION or DETACH PARTITION");
}

const wholeOf = ({ partitionOf }: Table["body"]): string | null => (partitionOf === undefined ? null : refKey(partitionOf.table));

const textOf = (by: Table["body"]["partitionBy"]) =>
  by === undefined ? null : { ...by, keys: by.keys.map((key) => ({ ...key, expression: key.expression?.text ?? null })) };

/** Detached and attached again: in between its rows are in no partition. */
export function otherBounds(before: Table, after: Table): readonly Statement[] {
  const [old, now] = [before.body.partitionOf, after.body.partitionOf];
  if (old === undefined || now === undefined || old.bounds.text === now.bounds.text) return [];
  const locks = [lock(now.table, "accessExclusive"), lock(after.ref, "accessExclusive")];
  return [
    statement(detachPartition(before.ref, old.table), { locks, hazards: [hazard("longLock", now.table, "nobody can use it until the partition is attached again")] }),
    statement(attachPartition(after.ref, now), { locks, hazards: [hazard("constraintScan", after.ref, "its rows are checked against the new bounds")] }),
  ];
}
