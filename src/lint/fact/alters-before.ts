import type { Act, ActKind, ActOf } from "../../port/act.ts";
import type { Situation } from "../rule.ts";

/** What takes an ACCESS EXCLUSIVE lock on a table that is there. */
const altering: readonly ActKind[] = [
  "defineColumn",
  "dropColumn",
  "changeType",
  "setNotNull",
  "dropNotNull",
  "addConstraint",
  "dropConstraint",
  "rewriteTable",
];

/** Whether the table was altered before in the transaction that changes its rows. */
export function altersBefore(rows: ActOf<"changeRows">, { together }: Situation): boolean {
  const until = together.indexOf(rows);
  return together.slice(0, Math.max(until, 0)).some((act) => altering.includes(act.kind) && tableOf(act) === rows.table.name);
}

const tableOf = (act: Act): string | undefined => ("table" in act && act.table !== null ? act.table.name : undefined);
