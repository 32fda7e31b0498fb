import { isPartOf, partitionsOf } from "../../../../change/partition-parts.ts";
import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { createIndex, indexName } from "../../object/index.ts";
import { buildOnTable } from "./build-index.ts";
import { share } from "./share.ts";
import { newComment } from "../statement/comment.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Index = SchemaObjectOf<"index">;
type Table = SchemaObjectOf<"table">;

/** First the index of the whole alone, which serves nobody yet, then that of each partition beside the application; with the last it is valid. */
export function buildOnPartitions(index: Index, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] {
  const built = buildAlone(index, situation, (open) => partsOf(index, index, index.ref.parent as ObjectRef, open), effects);
  const comment = newComment(index);
  return comment.length === 0
    ? built
    : built.map((each, at) =>
        at === built.length - 1 && each.kind === "statement" ? { ...each, statements: [...each.statements, ...comment] } : each,
      );
}

/** The index of a partitioned table alone, and then its parts: it is valid where there is none to wait for, or with the last. */
function buildAlone(
  index: Index,
  situation: Situation,
  parts: (open: Situation) => readonly Instruction[],
  effects: readonly ObjectChange[],
): readonly Instruction[] {
  const table = index.ref.parent as ObjectRef;
  const open: Index = { ...index, comment: null, body: { ...index.body, valid: false } };
  const create = statement(createIndex(index, "onlyWhole"), { locks: [lock(table, "share")] });
  if (directPartitions(table, situation).length === 0) return [inTransaction([create], effects)];
  const begun = [effect(null, open)];
  const below = parts(situation.after(begun));
  const [asked, ...others] = effects;
  const closed = [effect(open, asked?.after ?? index), ...others];
  return [
    inTransaction([create], begun),
    ...below.map((each, at) => (at === below.length - 1 ? { ...each, effects: [...each.effects, ...closed] } : each)),
  ];
}

/** The share of each partition, and under it those of its own partitions, each attached to the one above. */
function partsOf(top: Index, above: Index, whole: ObjectRef, start: Situation): readonly Instruction[] {
  let situation = start;
  const add = (steps: readonly Instruction[]): readonly Instruction[] => {
    situation = situation.after(steps.flatMap(({ effects }) => effects));
    return steps;
  };
  return directPartitions(whole, situation).flatMap((partition) => {
    const there = situation.model.children(partition.ref, "index").find((own) => isPartOf(own, above)) as Index | undefined;
    const part = there ?? share(top, partition, situation);
    const attach = inTransaction(
      [
        statement(`ALTER INDEX ${indexName(above.ref)} ATTACH PARTITION ${indexName(part.ref)}`, {
          locks: [lock(whole, "shareUpdateExclusive")],
        }),
      ],
      [effect(part, null)],
    );
    if (there !== undefined) return add([attach]);
    if (!situation.isPartitioned(partition.ref)) return [...add(buildOnTable(part, [effect(null, part)], situation)), ...add([attach])];
    return [...add(buildAlone(part, situation, (open) => partsOf(top, part, partition.ref, open), [effect(null, part)])), ...add([attach])];
  });
}

const directPartitions = (whole: ObjectRef, { model }: Situation): readonly Table[] =>
  partitionsOf(whole, model).filter(({ body }) => body.partitionOf !== undefined && sameRef(body.partitionOf.table, whole));
