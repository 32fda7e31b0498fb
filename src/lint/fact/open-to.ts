import type { Grant } from "../../model/grant.ts";
import type { Verdict } from "../rule.ts";

/** Where everybody has a right on the object. */
export function openTo(grants: readonly Grant[], object: string): Verdict {
  const open = grants.filter(({ to }) => to === "public").flatMap(({ privileges }) => privileges);
  return open.length === 0 ? null : `everybody gets ${open.join(", ").toUpperCase()} on ${object}`;
}
