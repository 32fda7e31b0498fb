import { refKey } from "../model/ref.ts";
import { type Change, subject } from "./change.ts";

/** Changes for people to read: what comes or goes with its whole is not told apart. */
export function withoutParts(changes: readonly Change[]): readonly Change[] {
  const passing = new Set(changes.flatMap((change) => passage(change, "itself") ?? []));
  return changes.filter((change) => !passing.has(passage(change, "its whole") ?? ""));
}

/** That something comes or goes, by its name or that of what it is a part of; undefined for what stays, and for what is a part of nothing. */
function passage(change: Change, of: "itself" | "its whole"): string | undefined {
  if (change.kind !== "object" || (change.before !== null && change.after !== null)) return undefined;
  const ref = of === "itself" ? subject(change) : subject(change).parent;
  return ref && `${change.before === null ? "comes" : "goes"} ${refKey(ref)}`;
}
