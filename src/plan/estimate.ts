import type { Change } from "../change/change.ts";
import type { Estimate, HazardKind, Instruction, Lock, Statement } from "../instruction/instruction.ts";
import { locksConflict } from "../instruction/lock-conflicts.ts";
import type { Stage } from "../instruction/plan.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import type { Statistics, TableStatistics } from "../port/statistics.ts";
import { statementsOf } from "./statements.ts";
import { strongestLock } from "./strongest-lock.ts";

/** What a statement does to the rows of its table. `catalogue`: nothing, whatever their number; `unknown`: nobody counted which it means. */
type Work = "catalogue" | "scan" | "build" | "rewrite" | "write" | "unknown";

type Timed = Exclude<Work, "catalogue" | "unknown">;

/** Bytes of the table per second; on the slow side of what plain servers do. */
const pace: Readonly<Record<Timed, number>> = { scan: 200e6, build: 40e6, rewrite: 50e6, write: 10e6 };

/** Tables that estimates are made from. */
export const estimatedTables = (stages: readonly Stage[]): readonly ObjectRef[] => [
  ...new Map(stages.flatMap(({ instructions }) => instructions.flatMap(tablesOf)).map((table) => [refKey(table), table])).values(),
];

const tablesOf = (instruction: Instruction): readonly ObjectRef[] => [
  ...statementsOf(instruction).flatMap(({ locks }) => locks.map(({ table }) => table)),
  ...tableOf(instruction),
];

function tableOf(instruction: Instruction): readonly ObjectRef[] {
  if (instruction.kind === "batch") return [instruction.table];
  return instruction.effects.flatMap((effect) => (effect.kind === "data" && effect.data.step !== "assert" ? [effect.data.table] : []));
}

/** One entry for each statement of the instruction; undefined where its table is new, or nothing is known of it. */
export function estimateInstruction(instruction: Instruction, statistics: Statistics): readonly (Estimate | undefined)[] {
  const statements = statementsOf(instruction);
  // A rebuild is one piece of work, whose statements are told apart by nobody.
  const isRebuild = instruction.kind === "statement" && instruction.mode === "rebuild";
  const first = statements.findIndex(({ locks }) => locks.some(({ table }) => statistics.has(refKey(table))));
  return statements.map((statement, place) => (isRebuild && place !== first ? undefined : estimate(statement, instruction, statistics)));
}

function estimate(statement: Statement, instruction: Instruction, statistics: Statistics): Estimate | undefined {
  const { locks } = statement;
  const table = strongestLock(locks)?.table ?? tableOf(instruction)[0];
  const known = table === undefined ? undefined : statistics.get(refKey(table));
  if (known === undefined) return undefined;
  const work = workOf(statement, instruction);
  const blockedBy = blockers(locks, statistics);
  return {
    ...(known.rows === null ? {} : { rows: known.rows }),
    bytes: known.bytes,
    ...(work === "unknown" ? {} : { seconds: work === "catalogue" ? 0 : secondsOf(work, known, instruction) }),
    ...(blockedBy.length === 0 ? {} : { blockedBy }),
  };
}

function workOf({ hazards, goesThrough }: Statement, instruction: Instruction): Work {
  const is = (kind: HazardKind): boolean => hazards.some((hazard) => hazard.kind === kind);
  if (instruction.kind === "batch" || instruction.effects.some(writesRows)) return "write";
  if (is("tableRewrite") || (instruction.kind === "statement" && instruction.mode === "rebuild")) return "rewrite";
  if (is("indexBuild") || instruction.effects.some(buildsIndex)) return "build";
  if (is("constraintScan")) return "scan";
  return goesThrough === "rows" ? "unknown" : "catalogue";
}

const writesRows = (change: Change): boolean =>
  change.kind === "data" && (change.data.step === "updateRows" || change.data.step === "deleteRows");

const buildsIndex = (change: Change): boolean => change.kind === "object" && change.before === null && change.after?.kind === "index";

/** To a tenth of a second, and never nothing: the table is read. */
function secondsOf(work: Timed, { bytes, rows }: TableStatistics, instruction: Instruction): number {
  if (rows === 0) return 0;
  const throttled = instruction.kind === "batch" ? instruction.throttle.rowsPerSecond : undefined;
  const seconds = Math.max(bytes / pace[work], throttled === undefined || rows === null ? 0 : rows / throttled);
  return Math.max(0.1, Math.round(seconds * 10) / 10);
}

function blockers(locks: readonly Lock[], statistics: Statistics): readonly string[] {
  const held = locks.flatMap(({ table, mode }) =>
    (statistics.get(refKey(table))?.held ?? []).filter((other) => locksConflict(mode, other.mode)),
  );
  return [...new Set(held.map(({ who }) => who))];
}
