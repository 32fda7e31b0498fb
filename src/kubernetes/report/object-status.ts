import { canonicalJson } from "../../core/canonical-json.ts";
import { flatDiagnostic } from "../../core/diagnostic.ts";
import type { Status } from "../../status/status.ts";
import type { DatabaseObject, DatabaseObjectStatus } from "../object/database-object.ts";
import { requestedRun } from "../object/database-object.ts";
import { fittingStatus } from "./fitting-status.ts";

/** A status as the object is to show it: with what only objects have, and without what it says of itself anyway. */
export function objectStatus(object: DatabaseObject, status: Status): DatabaseObjectStatus {
  const { apiVersion: _version, kind: _kind, database: _name, conditions, diagnostics, ...found } = fittingStatus(status);
  const { generation } = object.metadata;
  const handled = requestedRun(object);
  return {
    ...remembered(object.status, found),
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
    diagnostics: diagnostics.map(flatDiagnostic),
    conditions: conditions.map((condition) => ({ ...condition, ...(generation === undefined ? {} : { observedGeneration: generation }) })),
  };
}

type Found = Omit<Status, "apiVersion" | "kind" | "database" | "conditions" | "diagnostics">;

/** What a run did not look at stays as it was known: it never came so far, or saw at a glance that nothing has moved. */
function remembered(before: DatabaseObjectStatus = {}, found: Found): Partial<Found> {
  if (found.source === null) {
    // Where the database was asked all the same, it says where it is; where it goes, only the source does.
    const { revision = found.revision, source = null, drift = null, pendingContract = [], journal = null, history = [] } = before;
    const current = found.journal === null ? revision.current : found.revision.current;
    return { ...found, revision: { ...revision, current }, source, drift, pendingContract, journal: found.journal ?? journal, history };
  }
  const sameJournal = before.journal?.hash === found.journal?.hash;
  const sameSource = before.source?.digest === found.source?.digest;
  const sameDrift = found.drift !== null && namesOf(before.drift ?? null) === namesOf(found.drift);
  return {
    ...found,
    ...(sameJournal && found.history.length === 0 && before.history !== undefined ? { history: before.history } : {}),
    ...(sameSource && found.source?.commit === undefined && before.source !== undefined ? { source: before.source } : {}),
    // When it was last looked at is a metric: that alone is no reason to write.
    ...(sameDrift && before.drift !== undefined ? { drift: before.drift } : {}),
  };
}

const namesOf = (drift: Found["drift"]): string => canonicalJson([drift?.objects ?? [], drift?.more ?? 0]);

/** Whether writing would change anything. */
export const differs = (before: object | undefined, now: object): boolean => before === undefined || !saysTheSame(before, now);

/** As JSON, in whatever order of keys. A server may give back null, or leave it out. */
function saysTheSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return isAbsent(one) && isAbsent(other);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    Object.keys(one).every((key) => saysTheSame(one[key], other[key])) &&
    Object.keys(other).every((key) => key in one || isAbsent(other[key]))
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

const isAbsent = (value: unknown): boolean => value === null || value === undefined;
