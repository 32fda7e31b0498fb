import type { Way as WayOfBegun } from "../execute/execute.ts";
import { hasBegun, parseRecord, type WalkRecord } from "../execute/walk-record.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { JournalSnapshot, Progress } from "../port/journal.ts";
import type { PathStep } from "../revision/path.ts";
import type { PlanRequest } from "./request.ts";
import type { Run } from "./run.ts";
import type { Way } from "./way.ts";

/** A walk that an earlier run began and did not end. */
export interface Begun {
  readonly record: WalkRecord;
  readonly progress: Progress;
  /** Where this run leads it. */
  readonly way: WayOfBegun;
}

/**
 * Where a begun walk is to go. Who goes down wants nothing finished that was on its way up; nor does, under `downgrade: allow`, who has moved the
 * target behind it. A revision that is half way down goes on only where this run, too, wants it gone.
 */
export const wayOfBegun =
  ({ settings }: Run, { walk: asked }: Pick<PlanRequest, "walk">, found: Pick<Way, "graph" | "path" | "reach">) =>
  ({ revision, direction, heads }: Pick<RevisionWalk, "revision" | "direction" | "heads">): WayOfBegun => {
    const isOnPath = (way: PathStep["direction"], id: string) =>
      found.path.some((step) => step.direction === way && step.revision.id === id);
    if (direction === "down") return isOnPath("down", revision) ? "on" : "back";
    if (asked === "downgrade") return "back";
    // A contract half adds no head: its revision is there already.
    const isWanted = heads.add.length === 0 || isOnPath("up", found.graph.replacedBy.get(revision) ?? revision);
    const mayGo = asked === "either" && settings.policy.downgrade === "allow" && found.reach === "target" && found.graph.has(revision);
    return mayGo && !isWanted ? "back" : "on";
  };

/** What must be settled before anything else is planned. */
export const begunIn = ({ progress }: Pick<JournalSnapshot, "progress">, wayOf: (walk: RevisionWalk) => WayOfBegun): readonly Begun[] =>
  progress.filter(hasBegun).map((each) => {
    const record = parseRecord(each.walk);
    return { record, progress: each, way: record.purpose === "undo" ? "on" : wayOf(record.walk) };
  });
