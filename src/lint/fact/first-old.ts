import type { Named } from "../../port/act.ts";
import type { Situation, Verdict } from "../rule.ts";

/** Says it of those tables that the revision has not made itself. */
export function firstOld(tables: readonly Named[], at: Situation, say: (tables: string) => string): Verdict {
  const old = tables.filter((table) => !at.isNew(table));
  return old.length === 0 ? null : say(old.map(at.describe).join(", "));
}
