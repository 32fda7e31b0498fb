import type { Change } from "../change/change.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import type { SchemaResource } from "../resource/resource.ts";
import { changedEntries } from "./changed-entries.ts";
import { entriesOf } from "./declared-entries.ts";

/** What the documents say in SQL other than the database has it, each object once: nobody can write that anew where it stands. */
export function leftAsSql(
  changes: readonly Change[],
  isDeclared: (ref: ObjectRef) => boolean,
  resources: readonly SchemaResource[],
  settings: WriteSettings,
): readonly ObjectRef[] {
  const entries = new Set(resources.flatMap(({ spec }) => entriesOf(spec, settings)).map(({ key }) => key));
  const left = new Map<string, ObjectRef>();
  for (const change of changes) {
    const ref = change.kind === "object" ? (change.before ?? change.after)?.ref : undefined;
    const whole = ref?.parent ?? ref;
    if (whole === undefined || !isDeclared(whole)) continue;
    if ([...changedEntries([change])].every((key) => !entries.has(key))) left.set(refKey(whole), whole);
  }
  return [...left.values()];
}
