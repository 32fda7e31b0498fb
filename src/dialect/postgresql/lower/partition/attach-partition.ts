import type { ObjectChange } from "../../../../change/change.ts";
import { partitionsOf } from "../../../../change/partition-parts.ts";
import type { Hazard, Instruction, Lock } from "../../../../instruction/instruction.ts";
import { written } from "../../../../model/expression.ts";
import { known } from "../../../../model/model.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import { declared, type SchemaObjectOf } from "../../../../model/object.ts";
import type { PartitionOf } from "../../../../model/partitioning.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { hashCheck, partitionCheck } from "../../object/partition-check.ts";
import { attachPartition } from "../../object/partitioning.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { addChecked } from "../constraint/add-checked.ts";
import { partitionNames } from "../index/partition-names.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Table = SchemaObjectOf<"table">;
type Check = SchemaObjectOf<"check">;

/** The table becomes a partition: what a check has said beforehand, beside the application, is not read again under a lock. */
export function attachTable(before: Table, after: Table, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { partitionOf } = after.body;
  if (partitionOf === undefined) return [];
  const rest = defaultOf(partitionOf, before.ref, situation);
  const fits = checkOf(partitionOf, situation);
  const proofs = [
    ...(fits === null ? [] : proof(before.ref, fits, situation)),
    ...(fits === null || rest === undefined ? [] : proof(rest, `NOT (${fits})`, situation)),
  ];
  let behind = situation;
  const checked = proofs.flatMap((check) => {
    const steps = addChecked(check, effect(null, check), behind);
    behind = behind.after(steps.flatMap(({ effects }) => effects));
    return steps;
  });
  const unproved = [before.ref, ...(rest === undefined ? [] : [rest])].filter(
    (table) => situation.rows(table) === "holds" && !proofs.some(({ ref }) => sameRef(ref.parent as ObjectRef, table)),
  );
  const hazards: readonly Hazard[] = unproved.flatMap((table) => [
    hazard("constraintScan", table, "all its rows are read"),
    hazard("longLock", table, "nobody can use it meanwhile"),
  ]);
  const locks: readonly Lock[] = [
    lock(partitionOf.table, "shareUpdateExclusive"),
    lock(after.ref, "accessExclusive"),
    ...(rest === undefined ? [] : [lock(rest, "accessExclusive")]),
  ];
  const drops = proofs.map(({ ref }) =>
    statement(`ALTER TABLE ${qualified(ref.parent as ObjectRef)} DROP CONSTRAINT ${quoteIdentifier(ref.name)}`, {
      locks: [lock(ref.parent as ObjectRef, "accessExclusive")],
    }),
  );
  const statements = [statement(attachPartition(after.ref, partitionOf), { locks, hazards }), ...drops, ...partitionNames(after)];
  return [
    ...checked,
    inTransaction(statements, [change, ...proofs.map((check) => effect(check, null))], {
      preconditions: situation.emptiness(before.ref),
      long: hazards.length > 0 ? "yes" : "no",
    }),
  ];
}

/** What its rows must be like, where the server can tell that a check says so. */
function checkOf(partitionOf: PartitionOf, { model }: Situation): string | null {
  const by = known(model.get({ ...partitionOf.table, kind: "table" }))?.body.partitionBy;
  if (by?.method !== "hash") return by === undefined ? null : partitionCheck(by, partitionOf);
  const columns = model.children(partitionOf.table, "column") as readonly SchemaObjectOf<"column">[];
  return hashCheck(by, partitionOf, Object.fromEntries(columns.map(({ ref, body }) => [ref.name, body.type])));
}

/** The partition that has had the rows so far which belong into the new one. */
const defaultOf = ({ table }: PartitionOf, self: ObjectRef, { model }: Situation): ObjectRef | undefined =>
  partitionsOf(table, model).find(
    ({ ref, body }) => body.partitionOf?.bounds.text === "DEFAULT" && sameRef(body.partitionOf.table, table) && !sameRef(ref, self),
  )?.ref;

function proof(table: ObjectRef, expression: string, situation: Situation): readonly Check[] {
  if (!situation.online(table)) return [];
  return [
    {
      kind: "check",
      ref: { kind: "check", parent: table, name: makeObjectName(table.name, null, "bounds") },
      origin: declared,
      comment: null,
      body: { expression: written(expression), noInherit: false, notValid: false },
    },
  ];
}
