import type { Named } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

/** Whether nothing goes through rows of the table here: the same revision has made it, or they lie with a foreign server. */
export function keepsNoRows(table: Named, { isNew, find }: Pick<Situation, "isNew" | "find">): boolean {
  if (isNew(table)) return true;
  const found = find(table);
  return found?.kind === "table" && found.body.foreign !== undefined;
}
