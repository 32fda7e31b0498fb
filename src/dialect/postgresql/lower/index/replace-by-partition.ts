import { isPartOf, partitionsOf } from "../../../../change/partition-parts.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { dropIndex, renameIndex } from "../../object/index.ts";
import { withoutMarks } from "./build-index.ts";
import { carryMarks } from "./carry-marks.ts";
import { keyStatistics } from "./key-statistics.ts";
import { buildOnPartitions } from "./partitioned-index.ts";
import { changedMarks } from "./replica-identity.ts";
import { share } from "./share.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Index = SchemaObjectOf<"index">;

/** Builds the new one beside the old, partition by partition; then the old one goes, and the new one has its names. There is never none. */
export function replaceByPartition(before: Index, after: Index, situation: Situation): readonly Instruction[] {
  const table = after.ref.parent as ObjectRef;
  const fresh: Index = { ...withoutMarks(after), ref: { ...after.ref, name: makeObjectName(after.ref.name, null, "new") } };
  const swap = inTransaction(
    [
      carryMarks(table, before.ref, fresh.ref),
      statement(dropIndex(before.ref, "plain"), {
        locks: [lock(table, "accessExclusive")],
        hazards: [hazard("longLock", table, "nobody can use it until everybody before has finished")],
      }),
      statement(renameIndex(fresh.ref, after.ref.name)),
      ...renameShares(before, fresh, after, situation),
      ...keyStatistics(null, after),
      ...changedMarks(before, after),
    ],
    [effect(before, null), effect(fresh, after)],
  );
  return [...buildOnPartitions(fresh, [effect(null, fresh)], situation), swap];
}

/** Names that the shares of the old one had. What was a partition's own before keeps its name. */
function renameShares(before: Index, fresh: Index, after: Index, situation: Situation): readonly Statement[] {
  const free = situation.after([effect(before, null)]);
  return partitionsOf(after.ref.parent as ObjectRef, situation.model).flatMap((partition) => {
    if (situation.model.children(partition.ref, "index").some((own) => isPartOf(own, fresh))) return [];
    const [built, wanted] = [share(fresh, partition, situation), share(after, partition, free)];
    return built.ref.name === wanted.ref.name ? [] : [statement(renameIndex(built.ref, wanted.ref.name))];
  });
}
