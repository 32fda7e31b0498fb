import { apply } from "../change/apply.ts";
import { ApplyError } from "../change/apply-error.ts";
import type { Change } from "../change/change.ts";
import { touchedBy } from "../change/touched.ts";
import { compareObjects } from "../model/compare-objects.ts";
import type { Model } from "../model/model.ts";
import { describeRef, type ObjectRef, refKey } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry, JournalSnapshot } from "../port/journal.ts";
import { describeDrift, type Drift, driftRef } from "./drift.ts";
import { DatabaseOlderError } from "./stop-errors.ts";

/** A database beside what is expected of it. `past`: the history, newest first; nothing where nothing of ours is gone or changed. */
interface Seen {
  readonly expected: SchemaModel;
  readonly live: Model;
  readonly drift: readonly Drift[];
  readonly past: readonly HistoryEntry[];
}

/** A state from before the newest revisions, in which the database is found again. */
interface OlderState {
  /** The revision that it lacks first. */
  readonly lacks: string;
  readonly drift: readonly Drift[];
}

/** What is gone or changed, which an older state may explain; never what is there in excess. */
const lost = (drift: readonly Drift[]): readonly Drift[] => drift.filter(({ change }) => change !== "extra");

export const isAnythingLost = (drift: readonly Drift[]): boolean => lost(drift).length > 0;

/**
 * The state of before that explains everything of ours that is gone or changed; null where a hand is the likelier reason: no state of before is as
 * the database is now. `among`: of these tables and views alone.
 */
function findOlderState({ expected, live, drift: found, past }: Seen, among: (ref: ObjectRef) => boolean): OlderState | null {
  const drift = lost(found).filter((each) => among(driftRef(each)));
  if (drift.length === 0) return null;
  const refs = new Map(drift.map((each) => [refKey(driftRef(each)), driftRef(each)]));
  let model = expected;
  for (const { revision, outcome, steps } of past) {
    if (outcome !== "applied") continue;
    const changes = undoing(steps);
    const before = changes === null ? null : applied(model, changes);
    const touched = changes === null ? "everything" : touchedBy(changes);
    if (before === null || touched === "everything") return null;
    model = before;
    for (const ref of touched.filter(among)) refs.set(refKey(ref), ref);
    // Nothing of what was walked back may be there: else somebody chose what to take away.
    if (revision !== null && [...refs.values()].every((ref) => isAsIn(before, live, ref))) return { lacks: revision, drift };
  }
  return null;
}

/** Null where nobody knows what was before. */
function undoing(steps: string): readonly Change[] | null {
  const parsed = parseSteps(steps);
  if (parsed.some(({ inverse, touched }) => inverse === null || touched === "everything")) return null;
  return parsed.toReversed().flatMap(({ inverse }) => inverse ?? []);
}

function applied(model: SchemaModel, changes: readonly Change[]): SchemaModel | null {
  try {
    return changes.reduce<SchemaModel>(apply, model);
  } catch (error) {
    if (error instanceof ApplyError) return null;
    throw error;
  }
}

function isAsIn(before: Model, live: Model, ref: ObjectRef): boolean {
  const [then, now] = [before.get(ref), live.get(ref)];
  if (then === "absent" || then === "unknown" || now === "absent" || now === "unknown") return then === now;
  const { differing, questions } = compareObjects(then, now);
  return differing.length + questions.length === 0;
}

/** A single object may well have been dropped or altered by hand; several, as they all were before, hardly. @throws DatabaseOlderError */
export function refuseOlder(seen: Seen): void {
  const older = findOlderState(seen, () => true);
  if (older !== null && describeDrift(older.drift).length > 1) throw olderError(older);
}

/** Whatever brought it about, nothing is built on a table that is not as the revisions before have left it. @throws DatabaseOlderError */
export function refuseBuildingOn(seen: Seen, changes: readonly Change[]): void {
  if (seen.past.length === 0 || changes.length === 0) return;
  const touched = touchedBy(changes);
  const homes = new Set(touched === "everything" ? [] : touched.map(homeKey));
  const older = findOlderState(seen, (ref) => touched === "everything" || homes.has(homeKey(ref)));
  if (older !== null) throw olderError(older);
}

const homeKey = (ref: ObjectRef) => refKey(ref.parent ?? ref);

const olderError = ({ lacks, drift }: OlderState): DatabaseOlderError =>
  new DatabaseOlderError(
    lacks,
    describeDrift(drift).map(({ name, change }) => `${name} ${change === "missing" ? "is not there" : "is as it was before"}`),
  );

/** A step that cannot be what it says, because what it is about is not there any more. @throws DatabaseOlderError */
export function refuseMissing(seen: Seen): void {
  const older = findOlderState(seen, () => true);
  if (older !== null) throw olderError(older);
}

/** The same of a database in which the journal was not written. @throws DatabaseOlderError */
export function refuseElsewhere(found: readonly Drift[], identity: JournalSnapshot["identity"]): void {
  const drift = lost(found);
  if (identity === "elsewhere" && drift.length > 0)
    throw new DatabaseOlderError(
      null,
      drift.map((each) => `${describeRef(driftRef(each))} is ${each.change}`),
    );
}
