import type { Hazard, HazardKind } from "../../instruction/instruction.ts";
import type { Direction, Plan, Stage } from "../../instruction/plan.ts";
import { stagesOf, statementsOf } from "../statements.ts";

export interface PlacedHazard {
  readonly hazard: Hazard;
  /** Position of its statement among all of the plan, from 0. */
  readonly statement: number;
  /** null: a computed difference. */
  readonly revision: string | null;
  readonly direction: Direction;
}

/** Every hazard of a plan with the place of its statement. */
export function planHazards(plan: Pick<Plan, "walks" | "difference">): readonly PlacedHazard[] {
  const found: PlacedHazard[] = [];
  let statement = 0;
  for (const stage of stagesOf(plan)) {
    for (const { hazards } of stageStatements(stage)) {
      for (const hazard of hazards) found.push({ hazard, statement, revision: stage.revision, direction: stage.direction });
      statement += 1;
    }
  }
  return found;
}

const stageStatements = (stage: Stage) => stage.instructions.flatMap(statementsOf);

/** Hazards of the given kinds as one sentence for people. */
export function nameHazards(found: readonly PlacedHazard[]): string {
  const messages = [...new Set(found.map(({ hazard }) => hazard.message))];
  const shown = messages.slice(0, 5).join("; ");
  return messages.length > 5 ? `${shown}; and ${messages.length - 5} more` : shown;
}

export const ofKind = (found: readonly PlacedHazard[], kinds: readonly HazardKind[]): readonly PlacedHazard[] =>
  found.filter(({ hazard }) => kinds.includes(hazard.kind));
