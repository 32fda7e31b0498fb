import type { DatabaseObject } from "./database-object.ts";

/** Whether a status says that a revision is applied: it names its heads and what happened last; everything older stands in the journal alone. */
export function saysApplied({ status }: DatabaseObject, revision: string): boolean {
  if (status?.revision?.current.includes(revision) === true) return true;
  const last = status?.history?.find((entry) => entry.revision === revision);
  return last !== undefined && last.kind !== "downgrade";
}
