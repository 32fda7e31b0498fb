import { partitionsOf } from "../../../../change/partition-parts.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { refKey, sameRef } from "../../../../model/ref.ts";
import { qualified } from "../../quote.ts";
import type { Situation } from "./situation.ts";
import { inTransaction, statement } from "./statements.ts";

/**
 * The instructions, and behind them ANALYZE of each table whose statistics they leave wrong: written anew, filled in batches, or with
 * an index over an expression. `situationBehind`: as they leave it.
 */
export function withAnalyse(instructions: readonly Instruction[], situationBehind: () => Situation): readonly Instruction[] {
  const found = instructions.flatMap(stale);
  if (found.length === 0) return instructions;
  const tables = new Map(found.map((table) => [refKey(table), table]));
  const end = situationBehind();
  const left = [...tables.values()].filter((table) => end.model.has(table)).flatMap((table) => keptHere(table, end));
  const last = instructions.at(-1);
  if (left.length === 0 || last === undefined) return instructions;
  // Beside the application, so never in a transaction that holds strong locks, unless there is to be only one.
  const barrier = end.context.atomic === "yes" ? {} : ({ barrier: "both" } as const);
  return [
    ...instructions,
    inTransaction(
      left.map((table) => statement(`ANALYZE ${qualified(table)}`)),
      [],
      { ...barrier, long: "yes" },
    ),
  ];
}

/** The table, or those of its partitions that are no foreign tables: their server need not answer. */
function keptHere(table: ObjectRef, situation: Situation): readonly ObjectRef[] {
  if (!situation.reachesForeign(table)) return [table];
  return situation.isPartitioned(table)
    ? partitionsOf(table, situation.model).flatMap(({ ref }) =>
        situation.reachesForeign(ref) || situation.isPartitioned(ref) ? [] : [ref],
      )
    : [];
}

function stale(instruction: Instruction): readonly ObjectRef[] {
  if (instruction.kind === "batch") return instruction.work.kind === "update" ? [instruction.table] : [];
  // What a person writes is left as it is.
  if (instruction.kind === "probe" || instruction.asWritten === "yes") return [];
  if (instruction.statements.every(({ hazards }) => hazards.length === 0)) return [];
  const hazards = instruction.statements.flatMap((statement) => statement.hazards);
  const rewritten = hazards.flatMap(({ kind, ref }) => (kind === "tableRewrite" && ref !== undefined ? [ref.parent ?? ref] : []));
  const builds = hazards.some(({ kind }) => kind === "indexBuild");
  const indexed = instruction.effects.flatMap((effect) => {
    const index = effect.kind === "object" && effect.after?.kind === "index" ? effect.after : undefined;
    const table = index?.ref.parent;
    const isNew = effect.kind === "object" && (effect.before === null || index === undefined || !sameRef(effect.before.ref, index.ref));
    return builds && isNew && table !== undefined && index?.body.keys.some(({ expression }) => expression !== null) ? [table] : [];
  });
  return [...rewritten, ...indexed];
}
