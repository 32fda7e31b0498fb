import type { Instruction } from "../../../instruction/instruction.ts";
import type { Change } from "../../../change/change.ts";
import type { Lowering, LoweringContext } from "../../../port/lowering.ts";
import { addBackfilledColumn } from "./column/add-backfilled-column.ts";
import { addComputedColumns } from "./column/add-computed-columns.ts";
import { withAnalyse } from "./statement/analyse.ts";
import { lowerData } from "./rows/data.ts";
import { sayHeldLocks } from "./held-locks.ts";
import { leaveForeignLocks } from "./foreign-locks.ts";
import { lowerObject } from "./lives.ts";
import { lowerOpaque } from "./opaque.ts";
import { apartFromRetyped } from "./remake/apart-from-retyped.ts";
import { regroup } from "./remake/regroup.ts";
import { refuseBrokenBodies } from "./statement/refuse-broken-bodies.ts";
import { refuseUnsupported } from "./statement/refuse-unsupported.ts";
import { refuseOnOlder } from "./statement/refuse-on-older.ts";
import { settleOthers } from "./remake/remade.ts";
import { settleSecondColumn } from "./column/second-column.ts";
import { handOver, withHandedOver } from "./sequence/handed-over.ts";
import { splitAccess } from "./access/split-access.ts";
import { Situation } from "./statement/situation.ts";
import type { Lowered, RunStrategy } from "./statement/strategy.ts";
import { createWholeTable, dropWhole } from "./table/whole-table.ts";

/** Strategies that see several changes, the first that fits wins. */
const runs: readonly RunStrategy[] = [createWholeTable, dropWhole, addBackfilledColumn, addComputedColumns, settleSecondColumn, handOver];

export const lowering: Lowering = {
  lower(changes: readonly Change[], context: LoweringContext): readonly Instruction[] {
    refuseUnsupported(changes);
    refuseBrokenBodies(changes);
    refuseOnOlder(changes, context);
    const { changes: list, origin } = splitAccess(
      regroup(apartFromRetyped(withHandedOver(changes, context.model), context.model)),
      context.model,
    );
    const instructions: Instruction[] = [];
    let situation = Situation.start(context);
    let lowered: readonly Instruction[] = [];
    // What the last change leaves is seldom asked for.
    const next = () => situation.after(lowered.flatMap(({ effects }) => effects)).making(lowered.flatMap(({ makes = [] }) => makes));
    for (let at = 0; at < list.length; ) {
      if (at > 0) situation = next();
      const { consumed, instructions: made } = lowerFrom(list, at, situation);
      lowered = leaveForeignLocks(made, situation);
      const asked = list.slice(at, at + consumed).map(origin);
      for (const each of lowered) instructions.push(context.revision === null ? each : withOrigin(each, asked));
      at += consumed;
    }
    // Those of a revision were applied one by one when it was read.
    if (context.revision === null && list.length > 0) next();
    return sayHeldLocks(withAnalyse(settleOthers(instructions), next));
  },
};

/** A change that is carried out in several steps has its own effect in none of them, or only in the last. */
const withOrigin = (instruction: Instruction, asked: readonly Change[]): Instruction =>
  instruction.effects.some((effect) => asked.includes(effect))
    ? instruction
    : { ...instruction, carries: asked.filter(({ kind }) => kind === "object") };

function lowerFrom(changes: readonly Change[], at: number, situation: Situation): Lowered {
  for (const run of runs) {
    const lowered = run(changes, at, situation);
    if (lowered !== null) return lowered;
  }
  return { consumed: 1, instructions: lowerOne(changes[at] as Change, situation) };
}

function lowerOne(change: Change, situation: Situation): readonly Instruction[] {
  switch (change.kind) {
    case "object":
      return lowerObject(change, situation);
    case "data":
      return lowerData(change, situation);
    case "opaque":
      return lowerOpaque(change, situation);
  }
}
