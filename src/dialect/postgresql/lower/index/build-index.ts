import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, StatementInstruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { createIndex, indexName } from "../../object/index.ts";
import { qualified, quoteLiteral } from "../../quote.ts";
import { newComment } from "../statement/comment.ts";
import { partNames } from "./partition-names.ts";
import { keyStatistics } from "./key-statistics.ts";
import { changedMarks } from "./replica-identity.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { alone, hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Index = SchemaObjectOf<"index">;

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;

/** Builds an index: beside the running application where the table holds rows, at once where it holds none. */
export function buildOnTable(index: Index, effects: readonly ObjectChange[], situation: Situation): readonly Instruction[] {
  const table = tableOf(index);
  const holds = situation.rows(table) === "holds";
  if (situation.online(table)) {
    if (isBrokenConcurrently(situation.context.facts.serverVersion))
      refuse(
        "concurrent-build-unsafe",
        `index ${describeRef(index.ref)} cannot be built concurrently: PostgreSQL 14.0 to 14.3 can corrupt it`,
        "Upgrade the server to 14.4 or newer, or set atomic: true",
      );
    const build = alone(
      [
        statement(createIndex(index, "concurrently"), {
          locks: [lock(table, "shareUpdateExclusive")],
          hazards: [hazard("indexBuild", index.ref, "reads the whole table, beside the application")],
        }),
      ],
      effects,
      probeIndex(index),
    );
    const rest = [...keyStatistics(null, index), ...changedMarks(null, index), ...newComment(index)];
    const bare: Index = { ...withoutMarks(index), comment: null };
    return rest.length === 0 ? [build] : [{ ...build, effects: [effect(null, bare)] }, inTransaction(rest, [effect(bare, index)])];
  }
  const hazards = holds
    ? [hazard("indexBuild", index.ref, "reads the whole table"), hazard("longLock", table, "nobody can write to it meanwhile")]
    : [];
  return [
    inTransaction(
      [
        statement(createIndex(index, "plain"), { locks: [lock(table, "share")], hazards }),
        ...partNames(index, situation),
        ...keyStatistics(null, index),
        ...changedMarks(null, index),
        ...newComment(index),
      ],
      effects,
      { preconditions: situation.emptiness(table), long: holds ? "yes" : "no" },
    ),
  ];
}

/** What an index is for its table beside an index is said once it is there. */
export function withoutMarks(index: Index): Index {
  const { cluster: _cluster, replicaIdentity: _identity, keys, ...body } = index.body;
  return { ...index, body: { ...body, keys: keys.map(({ statistics: _statistics, ...key }) => key) } };
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
