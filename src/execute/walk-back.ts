import { DowngradeError, ExitCode } from "../core/error.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { clearing, helpersOf } from "../plan/clear-helpers.ts";
import { groupStages } from "../plan/stage.ts";
import type { Progress } from "../port/journal.ts";
import type { Execution } from "./execution.ts";
import { undoChanges } from "./undo.ts";

/** What planning a walk back needs of a run. */
export interface WayBack extends Pick<Execution, "planUndo"> {
  /** Answer of a query, as text. */
  probe(sql: string): Promise<string | null>;
}

/** The walk that takes the first `done` stages of a walk back; null where nothing undoes a part of them. `first`: stages to run before. */
export async function backFrom(
  walk: RevisionWalk,
  done: number,
  { planUndo }: Pick<WayBack, "planUndo">,
  first: readonly Stage[] = [],
): Promise<RevisionWalk | null> {
  const changes = undoChanges(walk, done);
  if (changes === null) return null;
  const helpers = helpersOf(walk.stages.slice(0, done));
  const cleared = groupStages(helpers.length === 0 ? [] : [clearing(helpers, undefined)], { ...walk, atomic: "no" });
  const stages = [...first, ...cleared, ...(await planUndo(changes, walk))].map((stage, index) => ({ ...stage, index }));
  return {
    ...walk,
    direction: walk.direction === "up" ? "down" : "up",
    stages,
    verify: [],
    heads: { add: [], remove: [] },
    steps: [],
    pendingContract: null,
  };
}

/** The stages of which something stands once stage `failed` has failed: batches that were committed before the fault count, their step is undone as a whole. */
export const standingStages = ({ stages }: RevisionWalk, failed: number): number =>
  stages[failed]?.mode === "batches" ? failed + 1 : failed;

/**
 * The walk back of what an earlier run began. Of a stage outside of any transaction, of which nobody said how it ended, the catalogue tells.
 * @throws DowngradeError where nothing undoes a part of it
 */
export async function backFromBegun(
  walk: RevisionWalk,
  { stage, state }: Pick<Progress, "stage" | "state">,
  way: WayBack,
): Promise<RevisionWalk> {
  const last = walk.stages[stage];
  const left = state === "started" && last?.mode === "autocommit" ? await leftOf(last, way) : "nothing";
  const first = left === "broken" && last !== undefined ? [withoutHalf(last)] : [];
  const back = await backFrom(walk, left === "whole" ? stage + 1 : standingStages(walk, stage), way, first);
  if (back === null) throw notUndone(walk);
  return back;
}

async function leftOf({ instructions }: Stage, { probe }: WayBack): Promise<"nothing" | "broken" | "whole"> {
  for (const instruction of instructions) {
    if (instruction.kind !== "statement" || instruction.probe === undefined) return "nothing";
    const answer = await probe(instruction.probe.sql);
    if (answer !== "done") return answer === "broken" ? "broken" : "nothing";
  }
  return "whole";
}

/** What stands half built is taken away before all else. */
function withoutHalf(stage: Stage): Stage {
  const statements = stage.instructions.flatMap((instruction) =>
    instruction.kind === "statement" ? (instruction.probe?.clear ?? []) : [],
  );
  return {
    ...stage,
    instructions: statements.map((sql) => ({
      kind: "statement",
      statements: [{ sql, hazards: [], locks: [], inverse: "none" }],
      mode: "autocommit",
      preconditions: [],
      long: "yes",
      effects: [],
      phase: "expand",
    })),
  };
}

function notUndone({ revision, direction }: RevisionWalk): DowngradeError {
  const code = "irreversible";
  const message = `revision ${revision} stopped half way, and nothing undoes a part of what it did`;
  const again = direction === "up" ? "upgrade" : "downgrade";
  const remedy = `Mend what stopped it and run \`keelson ${again}\`, so that it goes on where it stopped`;
  return new DowngradeError(message, { code, exitCode: ExitCode.invalid, remedy });
}
