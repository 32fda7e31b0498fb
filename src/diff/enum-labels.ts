import type { Via } from "../change/change.ts";
import type { SchemaObject } from "../model/object.ts";

/** Old label → new label of enum values that were renamed, for both directions; undefined where none was. */
export function findEnumLabels(desired: SchemaObject, live: SchemaObject): Via | undefined {
  if (desired.kind !== "enum" || live.kind !== "enum" || desired.labelsRenamedFrom === undefined) return undefined;
  const renamed: [string, string][] = [];
  for (const [label, earlier] of Object.entries(desired.labelsRenamedFrom)) {
    if (live.body.values.includes(label)) continue;
    const old = earlier.find((name) => live.body.values.includes(name) && !desired.body.values.includes(name));
    if (old !== undefined) renamed.push([old, label]);
  }
  if (renamed.length === 0) return undefined;
  return { up: { labels: Object.fromEntries(renamed) }, down: { labels: Object.fromEntries(renamed.map(([old, label]) => [label, old])) } };
}
