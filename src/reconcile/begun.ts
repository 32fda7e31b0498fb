import type { Way } from "../execute/execute.ts";
import { hasBegun, parseRecord, type WalkRecord } from "../execute/walk-record.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { JournalSnapshot, Progress } from "../port/journal.ts";
import type { PathStep } from "../revision/path.ts";
import type { PlanRequest } from "./request.ts";

/** A walk that an earlier run began and did not end. */
export interface Begun {
  readonly record: WalkRecord;
  readonly progress: Progress;
  /** Where this run leads it. */
  readonly way: Way;
}

/**
 * Where a begun walk is to go. Who goes down wants nothing finished that was on its way up; a revision that is half way down goes on
 * only where this run, too, wants it gone.
 */
export const wayOfBegun =
  ({ walk: asked }: Pick<PlanRequest, "walk">, path: readonly PathStep[]) =>
  ({ revision, direction }: Pick<RevisionWalk, "revision" | "direction">): Way => {
    if (direction === "up") return asked === "downgrade" ? "back" : "on";
    return path.some((step) => step.direction === "down" && step.revision.id === revision) ? "on" : "back";
  };

/** What must be settled before anything else is planned. */
export const begunIn = ({ progress }: Pick<JournalSnapshot, "progress">, wayOf: (walk: RevisionWalk) => Way): readonly Begun[] =>
  progress.filter(hasBegun).map((each) => {
    const record = parseRecord(each.walk);
    return { record, progress: each, way: record.purpose === "undo" ? "on" : wayOf(record.walk) };
  });
