import type { ObjectChange } from "../../change/change.ts";
import { known, type Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { type ObjectRef, refKey } from "../../model/ref.ts";
import { whenMissing, whenThere } from "./presence.ts";
import type { Expressing, Step } from "./step.ts";

/** What is said for other databases beside the steps of a change. */
interface SaidBeside {
  /** Makes what a hand made here. */
  anew(ref: ObjectRef): readonly Step[];
  /** Changes what a hand took away here. */
  instead(ref: ObjectRef): readonly Step[];
}

/**
 * What only the database that was asked has, because a hand made it, and the revision says otherwise: changed where it is there, and made
 * where it is missing. What it alone lacks: changed where it is there, before it is made where it is missing.
 */
export function saidOfBoth(
  changes: readonly ObjectChange[],
  around: Expressing,
  stepsOf: (change: ObjectChange, at: number) => readonly Step[],
  { anew, instead }: SaidBeside,
): readonly Step[] {
  const homes = changes.map((change) => onlyHere(change, around));
  const last = new Map(homes.flatMap((home, at) => (home === undefined ? [] : [[refKey(home), at] as const])));
  const lacked = new Set<string>();
  return changes.flatMap((change, at) => {
    const steps = stepsOf(change, at);
    const home = homes[at];
    if (home !== undefined)
      return [...guarded(steps, whenThere(home, around)), ...(last.get(refKey(home)) === at ? whereMissing(anew(home), home, around) : [])];
    const gone = onlyElsewhere(change, around);
    if (gone === undefined || lacked.has(refKey(gone))) return steps;
    lacked.add(refKey(gone));
    return [...guarded(instead(gone), whenThere(gone, around)), ...whereMissing(steps, gone, around)];
  });
}

const guarded = (steps: readonly Step[], condition: Pick<Step, "when">): readonly Step[] =>
  steps.map((step) => (step.when === undefined ? { ...step, ...condition } : step));

/** The object itself with what it says of its parts; those that are said after it are there then, or made. */
const whereMissing = ([first, ...others]: readonly Step[], ref: ObjectRef, around: Expressing): readonly Step[] =>
  first === undefined ? [] : [{ ...first, ...whenMissing(ref, around) }, ...others];

/** The table or view, or the object itself, that no other database has: as it is called at the end. */
function onlyHere({ before, after }: ObjectChange, { model, everywhere }: Expressing): ObjectRef | undefined {
  const [from, to] = [before ?? after, after ?? before];
  if (from === null || to === null) return undefined;
  const isOnlyHere = (ref: ObjectRef): boolean => everywhere.get(ref) === "absent" && model.has(ref);
  const parent = from.ref.parent as ObjectRef | undefined;
  if (parent !== undefined && isOnlyHere(parent)) return (to.ref.parent ?? to.ref) as ObjectRef;
  return isOnlyHere(from.ref) ? to.ref : undefined;
}

/** The table or view that is made, or the object itself, where every other database has it. */
function onlyElsewhere({ before, after }: ObjectChange, { model, everywhere }: Expressing): ObjectRef | undefined {
  if (before !== null || after === null) return undefined;
  return [after.ref.parent as ObjectRef | undefined, after.ref].find(
    (ref) => ref !== undefined && model.get(ref) === "absent" && everywhere.has(ref),
  );
}

/** An object with its parts, as what makes them; nothing where it is not to be there. */
export const creationsOf = (ref: ObjectRef, desired: Model): readonly ObjectChange[] => {
  const object = known(desired.get(ref));
  const parts = ref.parent === undefined ? desired.children(ref) : [];
  return object === undefined ? [] : [object, ...parts].map(creation);
};

const creation = (after: SchemaObject): ObjectChange => ({ kind: "object", before: null, after });
