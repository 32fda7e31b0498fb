import type { PlanningContext } from "../plan/plan-walk.ts";
import type { Run } from "./run.ts";

/** Schemas that unqualified names in SQL fields see: the default one first. */
export const searchPathOf = ({ defaultSchema, schemas }: Run["settings"]): readonly string[] => [...new Set([defaultSchema, ...schemas])];

export const planningContext = ({ options, settings }: Run): PlanningContext => ({
  lowering: options.dialect.lowering,
  project: settings.project,
  searchPath: searchPathOf(settings),
});
