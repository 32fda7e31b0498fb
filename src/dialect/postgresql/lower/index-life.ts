import type { ObjectChange } from "../../../change/change.ts";
import type { Instruction, Lock, LockMode, StatementInstruction } from "../../../instruction/instruction.ts";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { makeObjectName } from "../../../model/naming.ts";
import { describeRef, type ObjectRef } from "../../../model/ref.ts";
import { createIndex, dropIndex, indexName, renameIndex } from "../object/index.ts";
import { optionList, optionName, qualified, quoteLiteral } from "../quote.ts";
import { carryMarks } from "./carry-marks.ts";
import { changedComment, newComment } from "./comment.ts";
import { partNames } from "./partition-names.ts";
import { buildOnPartitions, isBuiltByPartition } from "./partitioned-index.ts";
import { changedMarks } from "./replica-identity.ts";
import { refuse } from "./refuse.ts";
import type { Situation } from "./situation.ts";
import { alone, hazard, inTransaction, lock, statement } from "./statements.ts";
import { effect, type Life } from "./strategy.ts";

type Index = SchemaObjectOf<"index">;

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;

export const indexLife: Life<"index"> = {
  create: (after, change, situation) => buildIndex(after, [change], situation),
  drop: (before, change, situation) => removeIndex(before.ref, [change], situation),
  alter: alterIndex,
  rename: (before, after, change) => [
    inTransaction([statement(renameIndex(before.ref, after.ref.name), { locks: lockOf(before.ref.parent, "shareUpdateExclusive") })], [change]),
  ],
};

/** Builds an index: beside the running application where the table holds rows, at once where it holds none. */
export function buildIndex(index: Index, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] {
  const table = tableOf(index);
  if (isBuiltByPartition(table, situation)) return buildOnPartitions(index, effects, situation);
  const holds = situation.rows(table) === "holds";
  if (situation.online(table)) {
    if (isBrokenConcurrently(situation.context.facts.serverVersion))
      refuse("concurrent-build-unsafe", `index ${describeRef(index.ref)} cannot be built concurrently: PostgreSQL 14.0 to 14.3 can corrupt it`, "Upgrade the server to 14.4 or newer, or set atomic: true");
    const build = alone([statement(createIndex(index, "concurrently"), { locks: [lock(table, "shareUpdateExclusive")], hazards: [hazard("indexBuild", index.ref, "reads the whole table, beside the application")] })], effects, probeIndex(index));
    const rest = [...changedMarks(null, index), ...newComment(index)];
    const bare: Index = { ...withoutMarks(index), comment: null };
    return rest.length === 0 ? [build] : [{ ...build, effects: [effect(null, bare)] }, inTransaction(rest, [effect(bare, index)])];
  }
  const hazards = holds ? [hazard("indexBuild", index.ref, "reads the whole table"), hazard("longLock", table, "nobody can write to it meanwhile")] : [];
  return [
    inTransaction([statement(createIndex(index, "plain"), { locks: [lock(table, "share")], hazards }), ...partNames(index, situation), ...changedMarks(null, index), ...newComment(index)], effects, { preconditions: situation.emptiness(table), long: holds ? "yes" : "no" }),
  ];
}

/** Of an index that plain SQL or nobody's document made, the table is known to the server alone. */
const lockOf = (table: ObjectRef | undefined, mode: LockMode): readonly Lock[] => (table === undefined ? [] : [lock(table, mode)]);

/** Takes an index away without making anybody wait, where anybody could. */
export function removeIndex(ref: ObjectRef, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] {
  const table = ref.parent;
  const isOnline = table === undefined ? situation.context.atomic === "no" : situation.online(table);
  // That of a partitioned table has no other way.
  const waits = table !== undefined && situation.isPartitioned(table) && situation.rows(table) === "holds";
  const hazards = waits ? [hazard("longLock", table, "nobody can use it until everybody before has finished")] : [];
  if (!isOnline) return [inTransaction([statement(dropIndex(ref, "plain"), { locks: lockOf(table, "accessExclusive"), hazards })], effects)];
  const probe = { sql: `SELECT CASE WHEN pg_catalog.to_regclass(${quoteLiteral(indexName(ref))}) IS NULL THEN 'done' ELSE 'todo' END`, clear: [] };
  return [alone([statement(dropIndex(ref, "concurrently"), { locks: lockOf(table, "shareUpdateExclusive") })], effects, probe)];
}

function alterIndex(before: Index, after: Index, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { options: old, cluster: _wasCluster, replicaIdentity: _wasIdentity, ...beforeRest } = before.body;
  const { options: now, cluster: _cluster, replicaIdentity: _identity, ...afterRest } = after.body;
  if (canonicalJson(beforeRest) === canonicalJson(afterRest)) return [inTransaction([...changedOptions(before, old, now), ...changedMarks(before, after), ...changedComment(before, after)], [change])];
  // One that was left invalid helps nobody: it goes first, under the name that is wanted.
  if (!before.body.valid || !situation.online(tableOf(before))) {
    const gone = removeIndex(before.ref, [effect(before, null)], situation);
    const made = effect(null, after);
    return [...gone, ...buildIndex(after, [made], situation.after([effect(before, null)]))];
  }
  return replaceBeside(before, after, situation);
}

/** Builds the new one beside the old, swaps the names, drops the old: there is never none. */
function replaceBeside(before: Index, after: Index, situation: Situation): readonly Instruction[] {
  const named = (suffix: string) => ({ ...after.ref, name: makeObjectName(after.ref.name, null, suffix) });
  const fresh: Index = { ...withoutMarks(after), ref: named("new") };
  const old: Index = { ...withoutMarks(before), ref: named("old") };
  const swap = inTransaction(
    [carryMarks(tableOf(before), before.ref, fresh.ref), statement(renameIndex(before.ref, old.ref.name), { locks: [lock(tableOf(before), "shareUpdateExclusive")] }), statement(renameIndex(fresh.ref, after.ref.name)), ...changedMarks(before, after)],
    [effect(before, old), effect(fresh, after)],
  );
  return [...buildIndex(fresh, [effect(null, fresh)], situation), swap, ...removeIndex(old.ref, [effect(old, null)], situation)];
}

function withoutMarks(index: Index): Index {
  const { cluster: _cluster, replicaIdentity: _identity, ...body } = index.body;
  return { ...index, body };
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

/** Done: a valid index of that name and shape on that table. Broken: an interrupted build left it invalid. */
function probeIndex({ ref, body }: Index): NonNullable<StatementInstruction["probe"]> {
  const shape = `i.indrelid = pg_catalog.to_regclass(${quoteLiteral(qualified(tableOf({ ref })))}) AND i.indisunique = ${body.unique} AND i.indnkeyatts = ${body.keys.length} AND i.indnatts = ${body.keys.length + body.include.length}`;
  const sql =
    `SELECT coalesce((SELECT CASE WHEN NOT (i.indisvalid AND i.indisready) THEN 'broken' WHEN ${shape} THEN 'done' ELSE 'todo' END ` +
    `FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass(${quoteLiteral(indexName(ref))})), 'todo')`;
  return { sql, clear: [`DROP INDEX CONCURRENTLY IF EXISTS ${indexName(ref)}`] };
}

const isBrokenConcurrently = (version: number): boolean => version >= 140000 && version < 140004;
