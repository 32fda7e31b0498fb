import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Lock, LockMode } from "../../../../instruction/instruction.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { dropIndex, indexName, renameIndex } from "../../object/index.ts";
import { optionList, optionName, quoteLiteral } from "../../quote.ts";
import { buildOnTable, withoutMarks } from "./build-index.ts";
import { carryMarks } from "./carry-marks.ts";
import { changedComment } from "../statement/comment.ts";
import { buildOnPartitions } from "./partitioned-index.ts";
import { keyStatistics } from "./key-statistics.ts";
import { replaceByPartition } from "./replace-by-partition.ts";
import { changedMarks } from "./replica-identity.ts";
import type { Situation } from "../statement/situation.ts";
import { alone, hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect, type Life } from "../statement/strategy.ts";

type Index = SchemaObjectOf<"index">;

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;

export const indexLife: Life<"index"> = {
  create: (after, change, situation) => buildIndex(after, [change], situation),
  drop: (before, change, situation) => removeIndex(before.ref, [change], situation),
  alter: alterIndex,
  rename: (before, after, change) => [
    inTransaction(
      [statement(renameIndex(before.ref, after.ref.name), { locks: lockOf(before.ref.parent, "shareUpdateExclusive") })],
      [change],
    ),
  ],
};

/** Builds an index: beside the running application where the table, or its partitions, hold rows, at once where there are none. */
export const buildIndex = (index: Index, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] =>
  situation.byPartition(tableOf(index)) ? buildOnPartitions(index, effects, situation) : buildOnTable(index, effects, situation);

/** Of an index that plain SQL or nobody's document made, the table is known to the server alone. */
const lockOf = (table: ObjectRef | undefined, mode: LockMode): readonly Lock[] => (table === undefined ? [] : [lock(table, mode)]);

/** Takes an index away without making anybody wait, where anybody could. */
export function removeIndex(ref: ObjectRef, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] {
  const table = ref.parent;
  const isOnline = table === undefined ? situation.context.atomic === "no" : situation.online(table);
  // That of a partitioned table has no other way.
  const waits = table !== undefined && situation.isPartitioned(table) && situation.rows(table) === "holds";
  const hazards = waits ? [hazard("longLock", table, "nobody can use it until everybody before has finished")] : [];
  if (!isOnline)
    return [inTransaction([statement(dropIndex(ref, "plain"), { locks: lockOf(table, "accessExclusive"), hazards })], effects)];
  const probe = {
    sql: `SELECT CASE WHEN pg_catalog.to_regclass(${quoteLiteral(indexName(ref))}) IS NULL THEN 'done' ELSE 'todo' END`,
    clear: [],
  };
  return [alone([statement(dropIndex(ref, "concurrently"), { locks: lockOf(table, "shareUpdateExclusive") })], effects, probe)];
}

function alterIndex(before: Index, after: Index, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const [old, now] = [before.body.options, after.body.options];
  if (canonicalJson(withoutOptions(before)) === canonicalJson(withoutOptions(after)))
    return [
      inTransaction(
        [
          ...keyStatistics(before, after),
          ...changedOptions(before, old, now),
          ...changedMarks(before, after),
          ...changedComment(before, after),
        ],
        [change],
      ),
    ];
  // One that was left invalid helps nobody: it goes first, under the name that is wanted.
  const isServing = before.body.valid;
  if (isServing && situation.byPartition(tableOf(before))) return replaceByPartition(before, after, situation);
  if (!isServing || !situation.online(tableOf(before))) {
    const gone = removeIndex(before.ref, [effect(before, null)], situation);
    const made = effect(null, after);
    return [...gone, ...buildIndex(after, [made], situation.after([effect(before, null)]))];
  }
  return replaceBeside(before, after, situation);
}

const withoutOptions = (index: Index) => ({ ...withoutMarks(index).body, options: {} });

/** Builds the new one beside the old, swaps the names, drops the old: there is never none. */
function replaceBeside(before: Index, after: Index, situation: Situation): readonly Instruction[] {
  const named = (suffix: string) => ({ ...after.ref, name: makeObjectName(after.ref.name, null, suffix) });
  const fresh: Index = { ...withoutMarks(after), ref: named("new") };
  const { cluster: _cluster, replicaIdentity: _identity, ...left } = before.body;
  const old: Index = { ...before, body: left, ref: named("old") };
  const swap = inTransaction(
    [
      carryMarks(tableOf(before), before.ref, fresh.ref),
      statement(renameIndex(before.ref, old.ref.name), { locks: [lock(tableOf(before), "shareUpdateExclusive")] }),
      statement(renameIndex(fresh.ref, after.ref.name)),
      ...keyStatistics(null, after),
      ...changedMarks(before, after),
    ],
    [effect(before, old), effect(fresh, after)],
  );
  return [...buildIndex(fresh, [effect(null, fresh)], situation), swap, ...removeIndex(old.ref, [effect(old, null)], situation)];
}

function changedOptions({ ref }: Index, old: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const set = Object.fromEntries(Object.entries(now).filter(([name, value]) => old[name] !== value));
  const reset = Object.keys(old).filter((name) => now[name] === undefined);
  const locks = [lock(ref.parent as ObjectRef, "shareUpdateExclusive")];
  return [
    ...(Object.keys(set).length === 0 ? [] : [statement(`ALTER INDEX ${indexName(ref)} SET (${optionList(set)})`, { locks })]),
    ...(reset.length === 0 ? [] : [statement(`ALTER INDEX ${indexName(ref)} RESET (${reset.map(optionName).join(", ")})`, { locks })]),
  ];
}
