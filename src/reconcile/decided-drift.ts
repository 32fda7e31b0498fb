import type { Model } from "../model/model.ts";
import { refKey } from "../model/ref.ts";
import { driftRef, isDecidedBy, leavingDrift } from "./drift.ts";
import type { Look } from "./look.ts";

/**
 * The look at the end of a run that brought the database to what the Schema declares: what a hand did first and the Schema wants is what
 * the run left, and no drift any more.
 */
export function withDecided(look: Look, declared: Model): Look {
  const decided = look.drift.filter((each) => isDecidedBy(declared, each));
  if (decided.length === 0) return look;
  return { ...look, expected: leavingDrift(look.expected, decided), drift: look.drift.filter((each) => !decided.includes(each)) };
}

/** Keys of objects of ours that a hand took away and nobody wants back. */
export function takenAway({ drift, ours }: Look, declared: Model): readonly string[] {
  return drift
    .filter((each) => each.change === "missing" && isDecidedBy(declared, each) && ours.has(driftRef(each)))
    .map((each) => refKey(driftRef(each)));
}
