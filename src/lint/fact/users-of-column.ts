import type { Named } from "../../port/act.ts";
import type { Situation, Verdict } from "../rule.ts";

/** What stands in the way of dropping the column. */
export function usersOf(table: Named, column: string, at: Situation): Verdict {
  const found = at.find(table);
  if (found === undefined) return null;
  const users = at.before.dependants({ kind: "column", parent: found.ref, name: column });
  const names = users.map(({ kind, ref }) => `${kind} ${ref.name}`);
  return names.length === 0 ? null : `column ${column} of ${at.describe(table)} cannot be dropped: it is used by ${names.join(", ")}`;
}
