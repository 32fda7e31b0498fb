import type { Stage } from "../instruction/plan.ts";

/** How a plan is written as a script that a person runs with the database's own shell: the same statements in the same frame, without the journal. */
export interface ScriptWriter {
  /** Lines that stand before everything: how to run it, and the settings that stages run under. */
  opening(searchPath: readonly string[]): readonly string[];
  /** The lines of one stage, each statement closed. */
  stage(stage: Stage): readonly string[];
}
