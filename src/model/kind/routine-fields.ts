import type { RoutineBody } from "../routine-body.ts";
import type { FieldRule } from "../field-rule.ts";

/** What the server keeps as it stands is compared as it stands; the rest it may spell otherwise. */
export const routineFields: { readonly [F in keyof RoutineBody]-?: FieldRule } = {
  definition: "expression",
  source: "exact",
  checkBody: "notCompared",
};
