import type { Change } from "../change/change.ts";
import type { Stage } from "../instruction/plan.ts";

/** What stages do to the schema, in their order. */
export const effectsOf = (stages: readonly Pick<Stage, "instructions">[]): readonly Change[] =>
  stages.flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects));
