import type { Hazard } from "../instruction/instruction.ts";

/** A statement of a plan with the step that asked for it. */
export interface PlannedStatement {
  readonly step: string | undefined;
  readonly sql: string;
  readonly hazards: readonly Hazard[];
}
