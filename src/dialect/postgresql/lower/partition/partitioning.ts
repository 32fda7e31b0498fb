import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef } from "../../../../model/ref.ts";
import { attachPartition, detachPartition } from "../../object/partitioning.ts";
import { isMoved } from "../../../../change/partition-parts.ts";
import { detach } from "../../../../change/ready-to-attach.ts";
import { attachTable } from "./attach-partition.ts";
import { detachTable } from "./detach-partition.ts";
import { heldSettings } from "./held-settings.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Table = SchemaObjectOf<"table">;

/** @throws InputError for what has no statement: rows would have to move. */
export function refuseRespread({ ref, body: old }: Table, { body: now }: Table): void {
  if (canonicalJson(textOf(old.partitionBy)) !== canonicalJson(textOf(now.partitionBy)))
    refuse(
      "partitioning-changes",
      `${describeRef(ref)}: how its rows are spread cannot be altered`,
      "Make another table, copy the rows in a revision, and swap the names",
    );
}

const textOf = (by: Table["body"]["partitionBy"]) =>
  by === undefined ? null : { ...by, keys: by.keys.map((key) => ({ ...key, expression: key.expression?.text ?? null })) };

/** Detached and attached again: in between its rows are in no partition. */
export function otherBounds(before: Table, after: Table): readonly Statement[] {
  const [old, now] = [before.body.partitionOf, after.body.partitionOf];
  if (old === undefined || now === undefined || old.bounds.text === now.bounds.text) return [];
  const locks = [lock(now.table, "accessExclusive"), lock(after.ref, "accessExclusive")];
  return [
    statement(detachPartition(before.ref, old.table), {
      locks,
      hazards: [hazard("longLock", now.table, "nobody can use it until the partition is attached again")],
    }),
    statement(attachPartition(after.ref, now), {
      locks,
      hazards: [hazard("constraintScan", after.ref, "its rows are checked against the new bounds")],
    }),
  ];
}

/** Leaves one whole and becomes a partition of another; `moved` is the table behind that, whose other fields are as they were. */
export function movePartition(
  before: Table,
  after: Table,
  change: ObjectChange,
  situation: Situation,
): { readonly instructions: readonly Instruction[]; readonly moved: Table } {
  if (!isMoved(before, after)) return { instructions: [], moved: before };
  const { indexNames, partitionOf, columnSettings = [] } = after.body;
  const alone = before.body.partitionOf === undefined ? before : (detach(before).after as Table);
  const leaves = alone === before ? [] : detachTable(before, sameBody(alone, after) ? change : effect(before, alone), situation);
  if (partitionOf === undefined) return { instructions: leaves, moved: alone };
  const behind = situation.after(leaves.flatMap(({ effects }) => effects));
  const held = heldSettings(columnSettings, alone.ref, behind.model);
  const joined: Table = {
    ...alone,
    body: { ...alone.body, partitionOf, ...(indexNames !== undefined && { indexNames }), ...(held.length > 0 && { columnSettings: held }) },
  };
  return {
    instructions: [
      ...leaves,
      ...attachTable(alone, joined, alone === before && sameBody(joined, after) ? change : effect(alone, joined), behind),
    ],
    moved: joined,
  };
}

const sameBody = (a: Table, b: Table): boolean =>
  canonicalJson(a.body) === canonicalJson(b.body) && (a.comment ?? null) === (b.comment ?? null);
