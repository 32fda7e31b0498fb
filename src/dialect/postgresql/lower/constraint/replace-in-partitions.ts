import { isPartOf, partitionsOf } from "../../../../change/partition-parts.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { buildOnTable } from "../index/build-index.ts";
import { changedMarks } from "../index/replica-identity.ts";
import { share } from "../index/share.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";
import { addToPartitions, indexOf, type Key, requireColumns, takeOverIndex } from "./add-key.ts";
import { dropConstraint } from "./made-again.ts";

/**
 * Each partition gets the index of the new key under another name, beside the application. Then the old key goes, and in the same moment
 * each partition's own takes its index over and that of the whole makes them its parts: no row is read for it.
 */
export function replaceInPartitions(before: Key, after: Key, situation: Situation): readonly Instruction[] {
  const [required, ready] = requireColumns(after, situation);
  const gone = effect(before, null);
  const shares = partitionsOf(after.ref.parent as ObjectRef, ready.model)
    .filter(({ ref }) => !ready.isPartitioned(ref) && !ready.model.children(ref, after.kind).some((own) => isPartOf(own, after)))
    .map((partition) => {
      const part = share(after, partition, ready.after([gone]));
      return { part, index: indexOf(part, makeObjectName(part.ref.name, null, "new")) };
    });
  const swap = inTransaction(
    [
      dropConstraint(before),
      ...(after.body.replicaIdentity ? [] : changedMarks(before, after)),
      ...shares.map(({ part, index }) => takeOverIndex(part, index)),
    ],
    [gone, ...shares.flatMap(({ part, index }) => [effect(index, null), effect(null, part)])],
  );
  const apart = [...shares.flatMap(({ index }) => buildOnTable(index, [effect(null, index)], ready)), swap];
  return [...required, ...apart, ...addToPartitions(after, effect(null, after), ready.after(apart.flatMap(({ effects }) => effects)))];
}
