import type { Via } from "../change/change.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef } from "../model/ref.ts";

/** An object with the model that it stands in. */
export interface Placed {
  readonly object: SchemaObject;
  readonly model: Model;
}

/**
 * Old label → new label of enum values, or attributes of a composite type, that were renamed, for both directions; undefined where none was.
 * Where the engine has no enums, a column that holds labels tells by the checks that it has.
 */
export function findEnumLabels(desired: Placed, live: Placed): Via | undefined {
  const { labelsRenamedFrom } = desired.object;
  if (labelsRenamedFrom === undefined) return undefined;
  const [isDeclared, isLive] = [labelsOf(desired), labelsOf(live)];
  const renamed: [string, string][] = [];
  for (const [label, earlier] of Object.entries(labelsRenamedFrom)) {
    if (isLive(label)) continue;
    const old = earlier.find((name) => isLive(name) && !isDeclared(name));
    if (old !== undefined) renamed.push([old, label]);
  }
  if (renamed.length === 0) return undefined;
  return { up: { labels: Object.fromEntries(renamed) }, down: { labels: Object.fromEntries(renamed.map(([old, label]) => [label, old])) } };
}

/** Labels that say that they were others, where both are live and the other is not declared: nobody can tell which rows it is for. */
export function bothLabelsLive(desired: Placed, live: Placed): readonly Diagnostic[] {
  const { labelsRenamedFrom } = desired.object;
  if (labelsRenamedFrom === undefined) return [];
  const [isDeclared, isLive] = [labelsOf(desired), labelsOf(live)];
  return Object.entries(labelsRenamedFrom).flatMap(([label, earlier]) => {
    const old = earlier.find((name) => isLive(name) && !isDeclared(name));
    if (old === undefined || !isLive(label)) return [];
    return {
      code: "renamed-from-both-live",
      severity: "error",
      message: `the value "${label}" of ${describeRef(desired.object.ref)} says that it was "${old}", and both exist`,
      remedy: "Take renamedFrom away, or drop one of the two in a revision first, by `dropEnumValue` with `replaceWith`",
    };
  });
}

function labelsOf({ object, model }: Placed): (label: string) => boolean {
  if (object.kind === "enum") return (label) => object.body.values.includes(label);
  if (object.kind === "compositeType") return (label) => object.body.attributes.some(({ name }) => name === label);
  const { parent, name } = object.ref;
  const texts = (parent === undefined ? [] : model.children(parent, "check")).flatMap((child) =>
    child.kind === "check" && child.body.expression.text.includes(`"${name}" IN (`) ? [child.body.expression.text] : [],
  );
  return (label) => texts.some((text) => text.includes(`'${label.replaceAll("'", "''")}'`));
}
