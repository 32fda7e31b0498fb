import type { Named } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

/** Whether a table that is made here takes the name of one that is dropped here. */
export const replaces = (made: Named, name: string, { together, isNew }: Situation): boolean =>
  isNew(made) && together.some((act) => act.kind === "drop" && act.what === "table" && act.name.name === name);
