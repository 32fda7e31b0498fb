import type { ObjectChange } from "../../../../change/change.ts";
import { partitionsOf } from "../../../../change/partition-parts.ts";
import type { Instruction, StatementInstruction } from "../../../../instruction/instruction.ts";
import { written } from "../../../../model/expression.ts";
import { known } from "../../../../model/model.ts";
import { defaultName } from "../../../../model/naming.ts";
import { declared, type SchemaObjectOf } from "../../../../model/object.ts";
import type { PartitionOf } from "../../../../model/partitioning.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { partitionCheck } from "../../object/partition-check.ts";
import { detachPartition } from "../../object/partitioning.ts";
import { qualified, quoteIdentifier, regclass } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { alone, hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Table = SchemaObjectOf<"table">;
type Check = SchemaObjectOf<"check">;

/** The partition becomes a table of its own: beside those who use the whole, where there are some; PostgreSQL knows no such way beside a default partition. */
export function detachTable(before: Table, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { partitionOf } = before.body;
  if (partitionOf === undefined) return [];
  const { table } = partitionOf;
  const hasDefault = partitionsOf(table, situation.model).some(
    ({ body }) => body.partitionOf?.bounds.text === "DEFAULT" && sameRef(body.partitionOf.table, table),
  );
  if (situation.context.atomic !== "no" || situation.rows(table) !== "holds" || hasDefault)
    return [detachAtOnce(before.ref, table, change, situation)];
  const left = leftover(before, partitionOf, situation);
  const drop = statement(`ALTER TABLE ${qualified(before.ref)} DROP CONSTRAINT IF EXISTS ${quoteIdentifier(left.ref.name)}`, {
    locks: [lock(before.ref, "accessExclusive")],
  });
  return [detachBeside(before.ref, table, [change, effect(null, left)]), inTransaction([drop], [effect(left, null)])];
}

function detachAtOnce(partition: ObjectRef, whole: ObjectRef, change: ObjectChange, situation: Situation): StatementInstruction {
  const hazards =
    situation.rows(whole) === "holds" ? [hazard("longLock", whole, "nobody can use it until everybody before has finished")] : [];
  return inTransaction(
    [
      statement(detachPartition(partition, whole), {
        locks: [lock(whole, "accessExclusive"), lock(partition, "accessExclusive")],
        hazards,
      }),
    ],
    [change],
  );
}

/** Waits for whoever still sees it as a partition; interrupted while it waits, it can only be brought to its end. */
function detachBeside(partition: ObjectRef, whole: ObjectRef, effects: readonly ObjectChange[]): StatementInstruction {
  const detach = detachPartition(partition, whole);
  const sql =
    `SELECT coalesce((SELECT CASE WHEN (pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::boolean THEN 'broken' ELSE 'todo' END FROM pg_catalog.pg_inherits i ` +
    `WHERE i.inhrelid = ${regclass(partition)} AND i.inhparent = ${regclass(whole)}), 'done')`;
  const locks = [lock(whole, "shareUpdateExclusive")];
  return { ...alone([statement(`${detach} CONCURRENTLY`, { locks })], effects, { sql, clear: [`${detach} FINALIZE`] }), waits: "briefly" };
}

/** The check with its bounds that the server leaves on it. */
function leftover(before: Table, partitionOf: PartitionOf, { model }: Situation): Check {
  const by = known(model.get({ ...partitionOf.table, kind: "table" }))?.body.partitionBy;
  const [key] = by?.keys ?? [];
  const column = by?.keys.length === 1 && by.method !== "hash" ? (key?.column ?? null) : null;
  const taken = new Set([...model.children(before.ref, "check"), ...model.children(partitionOf.table, "check")].map(({ ref }) => ref.name));
  return {
    kind: "check",
    ref: { kind: "check", parent: before.ref, name: defaultName.check(before.ref.name, column, (name) => taken.has(name)) },
    origin: declared,
    comment: null,
    body: { expression: written((by && partitionCheck(by, partitionOf)) ?? "true"), noInherit: false, notValid: false },
  };
}
