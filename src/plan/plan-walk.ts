import type { Instruction } from "../instruction/instruction.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import type { Lowering } from "../port/lowering.ts";
import { clearHelpers } from "./clear-helpers.ts";
import { contractId } from "./contract-half.ts";
import { locateRefusal, type PlaceOfStep } from "./locate-refusal.ts";
import type { MovedFacts } from "./moved-facts.ts";
import { changesOf, type ResolvedStep, type ResolvedWalk } from "./resolved-walk.ts";
import { groupStages } from "./stage.ts";

export interface PlanningContext {
  readonly lowering: Lowering;
  readonly project: string;
  readonly searchPath: readonly string[];
  /** Absent: what is refused has no place. */
  readonly placeOf?: PlaceOfStep;
}

/**
 * Lowers one walk into stages; what waits for the contract gate is left out and named. `facts` moves on to its end.
 * @throws InputError for what the dialect cannot do, at the step that asks for it
 */
export function planWalk(walk: ResolvedWalk, facts: MovedFacts, context: PlanningContext): RevisionWalk {
  const { revision, direction, outcome, digest, message, parents, heads, onFailure, onFailureOf, replaced, steps, verify } = walk;
  const planned: RevisionWalk = {
    revision,
    direction,
    outcome,
    digest,
    message,
    parents,
    heads,
    onFailure,
    steps,
    verify,
    stages: stagesOfWalk(walk, facts, context),
    pendingContract: walk.waiting.length === 0 ? null : { id: contractId(revision), changes: walk.waiting },
  };
  return {
    ...planned,
    ...(onFailureOf === undefined ? {} : { onFailureOf }),
    ...(replaced === undefined ? {} : { replaced }),
  };
}

function stagesOfWalk(walk: ResolvedWalk, facts: MovedFacts, context: PlanningContext): readonly Stage[] {
  const { revision, direction, atomic, changes } = walk;
  const plan = (steps: readonly ResolvedStep[]) => {
    const instructions = lower(steps, walk, facts, context);
    return { instructions, stages: groupStages(nameSteps(clearHelpers(instructions), walk), { revision, direction, atomic }) };
  };
  try {
    const { instructions, stages } = plan(changes);
    facts.advance(
      changesOf(walk),
      instructions.flatMap(({ makes = [] }) => makes),
    );
    return stages;
  } catch (error) {
    throw context.placeOf === undefined ? error : locateRefusal(error, { revision, steps: changes, plan }, context.placeOf);
  }
}

function lower(
  steps: readonly ResolvedStep[],
  { before, direction, revision, atomic }: ResolvedWalk,
  facts: MovedFacts,
  { lowering, project, searchPath }: PlanningContext,
): readonly Instruction[] {
  return lowering.lower(changesOf({ changes: steps }), {
    model: before,
    facts,
    direction,
    project,
    revision,
    atomic,
    searchPath,
    isMade: (ref) => facts.isMade(ref),
  });
}

/** What only planning asks for. */
const withoutHints = ({ carries: _carries, makes: _makes, ...instruction }: Instruction): Instruction => instruction;

/** Gives each instruction the step that asked for it, so that a failure can be traced to the line a person wrote, and its time. */
function nameSteps(instructions: readonly Instruction[], { changes: steps, timeoutOf = {} }: ResolvedWalk): readonly Instruction[] {
  const stepOf = steps.length > 1 ? new Map(steps.flatMap(({ step, changes }) => changes.map((change) => [change, step]))) : undefined;
  let last = steps[0]?.step;
  return instructions.map((given) => {
    const { carries = [] } = given;
    // A helper statement that is part of no change belongs to what it follows.
    last =
      given.step ??
      (stepOf && [...given.effects, ...carries].map((change) => stepOf.get(change)).find((step) => step !== undefined)) ??
      last;
    const timeout = last === undefined ? undefined : timeoutOf[last];
    const instruction = given.carries === undefined && given.makes === undefined ? given : withoutHints(given);
    if (last === undefined) return instruction;
    return timeout === undefined ? { ...instruction, step: last } : { ...instruction, step: last, timeout };
  });
}
