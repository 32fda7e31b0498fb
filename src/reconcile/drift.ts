import { asSaidOf } from "../model/brought-column.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { structuralMentions } from "../model/mentions.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef, type RefKey, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { DriftObject } from "../status/status.ts";
import type { Ownership } from "./ownership.ts";

/** One object of ours that is not as the last run left it. */
export type Drift =
  | { readonly change: "missing"; readonly expected: SchemaObject; readonly live: null }
  /** `fields`: those that differ. */
  | { readonly change: "changed"; readonly expected: SchemaObject; readonly live: SchemaObject; readonly fields: readonly string[] }
  /** A part of a table of ours that no run made. */
  | { readonly change: "extra"; readonly expected: null; readonly live: SchemaObject };

/** Somebody's hand: live against what the journal's last run left. Both sides are spelled by the server. */
export function findDrift(expected: Model, live: Model, ours: Ownership): readonly Drift[] {
  const found: Drift[] = [];
  for (const object of expected.objects()) {
    if (object.origin.kind !== "declared" || !ours.owns(object.ref)) continue;
    const now = live.get(object.ref);
    if (now === "unknown") continue;
    if (now === "absent") found.push({ change: "missing", expected: object, live: null });
    else {
      const fields = changedFields(object, asSaidOf(object, now, live));
      if (fields.length > 0) found.push({ change: "changed", expected: object, live: now, fields });
    }
  }
  for (const object of live.objects()) {
    const { parent } = object.ref;
    if (object.origin.kind !== "declared" || parent === undefined || !ours.has(parent) || expected.get(object.ref) !== "absent") continue;
    if (known(expected.get(parent as ObjectRef))?.leaves?.includes(object.kind)) continue;
    found.push({ change: "extra", expected: null, live: object });
  }
  return found;
}

function changedFields(expected: SchemaObject, live: SchemaObject): readonly string[] {
  const { differing, questions } = compareObjects(expected, live);
  if (differing.length + questions.length === 0) return [];
  return [...new Set([...differing, ...questions.map(({ field }) => field.replace(/\W.*$/, ""))])];
}

export const driftRef = (drift: Drift): ObjectRef => (drift.change === "extra" ? drift.live : drift.expected).ref;

/** Keys of parts that a hand added. */
export const extraIn = (found: readonly Drift[]): ReadonlySet<RefKey> =>
  new Set(found.filter(({ change }) => change === "extra").map((each) => refKey(driftRef(each))));

/** Drift as status and `check` show it; a missing table stands for its parts. */
export function describeDrift(found: readonly Drift[]): readonly DriftObject[] {
  const missing = new Set(found.filter(({ change }) => change === "missing").map((each) => refKey(driftRef(each))));
  return found
    .filter(
      (each) => !(each.change === "missing" && each.expected.ref.parent !== undefined && missing.has(refKey(each.expected.ref.parent))),
    )
    .map((each) => ({
      kind: driftRef(each).kind,
      name: describeRef(driftRef(each)),
      change: each.change,
      ...(each.change === "changed" && { fields: each.fields }),
    }));
}

/** The live model as it would be had nobody touched these objects. */
export function withoutDrift(live: Model, found: Iterable<Drift>): SchemaModel {
  let result = SchemaModel.from(live);
  for (const drift of found) result = drift.change === "extra" ? result.without(drift.live.ref) : result.with(withLiveAccess(drift));
  return result;
}

/** As the last run left it; whose it is, and who may do what with it, was noted only where somebody said it. */
function withLiveAccess({ expected, live }: Exclude<Drift, { readonly change: "extra" }>): SchemaObject {
  if (live === null) return expected;
  const owner = expected.owner ?? live.owner;
  const grants = expected.grants ?? live.grants;
  const sequenceGrants = expected.sequenceGrants ?? live.sequenceGrants;
  const securityLabels = expected.securityLabels ?? live.securityLabels;
  return {
    ...expected,
    ...(owner !== undefined && { owner }),
    ...(grants !== undefined && { grants }),
    ...(sequenceGrants !== undefined && { sequenceGrants }),
    ...(securityLabels !== undefined && { securityLabels }),
    ...(live.implied && { implied: live.implied }),
  };
}

/** A desired model that leaves these objects as they are; an extra part goes along with a column that the model does not keep. */
export function leavingDrift(desired: SchemaModel, found: Iterable<Drift>): SchemaModel {
  let result = desired;
  // Parts before their table, the reverse of how they were found.
  for (const drift of [...found].reverse()) {
    if (drift.change === "missing") result = result.without(drift.expected.ref);
    else if (drift.change === "changed" || standsIn(drift.live, result)) result = result.with(drift.live);
  }
  return result;
}

const standsIn = (part: SchemaObject, model: SchemaModel): boolean =>
  structuralMentions(part).every(({ ref, certainty }) => certainty !== "required" || model.get(ref) !== "absent");

/** Whether the Schema wants an object other than the last run left it: then it decides, whoever touched the object meanwhile. */
export function isDecidedBy(declared: Model, drift: Drift): boolean {
  const wanted = known(declared.get(driftRef(drift)));
  if (wanted === undefined) return drift.change !== "extra";
  return drift.change === "extra" || compareObjects(wanted, drift.expected).differing.length > 0;
}
