import type { Model } from "../model/model.ts";
import { describeRef } from "../model/ref.ts";
import { type Drift, driftRef } from "./drift.ts";
import type { Ownership } from "./ownership.ts";
import { DatabaseReplacedError } from "./stop-errors.ts";

/**
 * Tells a database that lost everything of ours (restored, emptied, failed over) from one in which a hand changed something.
 * @throws DatabaseReplacedError
 */
export function refuseReplaced(expected: Model, found: readonly Drift[], ours: Ownership): void {
  const tables = [...expected.objects()].filter(({ kind, ref }) => kind === "table" && ours.has(ref));
  const missing = found
    .filter(({ change }) => change === "missing")
    .map(driftRef)
    .filter(({ kind }) => kind === "table");
  // A single table may well have been dropped by hand: that is drift.
  if (tables.length > 1 && missing.length === tables.length) throw new DatabaseReplacedError(missing.map(describeRef));
}
