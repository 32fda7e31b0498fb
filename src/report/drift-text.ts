import { yamlText } from "../author/yaml-text.ts";
import { takeOver } from "../diff/take-over.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import { asSaidOf } from "../model/brought-column.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef, refKey, sameRef } from "../model/ref.ts";
import { describeDrift, type Drift, driftRef } from "../reconcile/drift.ts";
import { entryOf } from "../resource/from-model.ts";
import type { DriftObject } from "../status/status.ts";
import { sideBySide, type SideBySideRow } from "./side-by-side.ts";

/** What somebody's hand did to an object, a table with its parts: as the last run left it beside how it is, both as a person would write them in a Schema. */
export interface DriftText extends DriftObject {
  /** What it comes to, by its name; of a table each part. */
  readonly objects: readonly DriftObject[];
  readonly rows: readonly SideBySideRow[];
}

/** What a look found: the live model, and what the last run left. */
export interface DriftFound {
  readonly drift: readonly Drift[];
  readonly expected: Model;
  readonly live: Model;
}

export function driftTexts({ drift, expected, live }: DriftFound, settings: WriteSettings): readonly DriftText[] {
  const byTop = Map.groupBy(drift, (each) => refKey(topOf(driftRef(each))));
  return [...byTop.values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const top = topOf(driftRef(first));
    const objects = describeDrift(found);
    const [sole] = objects;
    const whole: DriftObject = { kind: top.kind, name: describeRef(top), change: "changed" };
    const sides = bothSides(top, found, { expected, live });
    const text = (side: Side) =>
      textOf(
        top,
        sides.flatMap((pair) => pair[side] ?? []),
        settings,
      );
    return [{ ...(objects.length === 1 && sole !== undefined ? sole : whole), objects, rows: sideBySide(text("expected"), text("live")) }];
  });
}

type Side = "expected" | "live";
type Pair = Readonly<Record<Side, SchemaObject | null>>;

const topOf = (ref: ObjectRef): ObjectRef => ref.parent ?? ref;

/** A table and its parts. What nobody touched is on both sides as it is. */
function bothSides(top: ObjectRef, found: readonly Drift[], models: Readonly<Record<Side, Model>>): readonly Pair[] {
  const drifted = new Map(found.map((drift) => [refKey(driftRef(drift)), drift]));
  return [top, ...partsOf(top, models)].map((ref): Pair => {
    const drift = drifted.get(refKey(ref));
    if (drift !== undefined) return { expected: asLeft(drift, models.live), live: drift.live };
    const untouched = known(models.live.get(ref)) ?? null;
    return { expected: untouched, live: untouched };
  });
}

/** As they stand now, and those that are gone where they stood: what a hand renamed is beside what it was. */
function partsOf(top: ObjectRef, { expected, live }: Readonly<Record<Side, Model>>): readonly ObjectRef[] {
  const refs: ObjectRef[] = live.children(top).map(({ ref }) => ref);
  let before: ObjectRef | undefined;
  for (const { ref } of expected.children(top)) {
    if (!refs.some((each) => sameRef(each, ref))) refs.splice(before === undefined ? 0 : refs.indexOf(before) + 1, 0, ref);
    before = refs.find((each) => sameRef(each, ref));
  }
  return refs;
}

/** As it was left; of what is not compared, as it is. */
function asLeft(drift: Drift, live: Model): SchemaObject | null {
  if (drift.change !== "changed") return drift.expected;
  return takeOver(drift.expected, asSaidOf(drift.expected, drift.live, live), () => false);
}

function textOf(top: ObjectRef, objects: readonly SchemaObject[], settings: WriteSettings): string {
  const [object, ...parts] = objects;
  return object === undefined || refKey(object.ref) !== refKey(top) ? "" : yamlText(entryOf(object, parts, settings));
}
