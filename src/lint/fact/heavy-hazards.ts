import type { Hazard } from "../../instruction/instruction.ts";
import type { Verdict } from "../rule.ts";

/** What lasts as long as the table is large. */
export function heavy(hazards: readonly Hazard[], operation: string): Verdict {
  const found = hazards.filter(({ kind }) => kind === "tableRewrite" || kind === "longLock").map(({ message }) => message);
  return operation === "sql" || found.length === 0
    ? null
    : `${operation} cannot run beside the application: ${[...new Set(found)].join("; ")}`;
}
