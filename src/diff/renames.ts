import { apply } from "../change/apply.ts";
import type { ObjectChange } from "../change/change.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import { describeRef } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";

interface Renames {
  readonly renames: readonly ObjectChange[];
  /** The live model once they are done. */
  readonly renamed: SchemaModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** As `Grammar.sameName`. */
export type SameName = ((name: string) => string) | undefined;

/**
 * Renames that the declarations ask for, be it that a table or column is spelled otherwise where that is no other name. A hint acts only where the old name is live, the new one is not, and the old one is not declared;
 * both live is reported, never guessed, unless the new one is ours and the old one somebody else's: then the rename is long done. Parents come first, so that a hint on a column finds it in its renamed table.
 */
export function findRenames(desired: Model, live: SchemaModel, owned: (ref: ObjectRef) => boolean, sameName: SameName): Renames {
  const renames: ObjectChange[] = [];
  const diagnostics: Diagnostic[] = [];
  let renamed = live;
  for (const object of desired.objects()) {
    for (const from of formerRefs(object, renamed, sameName)) {
      const before = renamed.get(from);
      if (typeof before === "string" || desired.has(from)) continue;
      if (renamed.get(object.ref) !== "absent") {
        if (!owned(object.ref) || owned(from)) diagnostics.push(bothLive(object, from));
        continue;
      }
      const change: ObjectChange = { kind: "object", before, after: { ...before, ref: object.ref } as SchemaObject };
      renames.push(change);
      renamed = apply(renamed, change);
    }
  }
  return { renames, renamed, diagnostics };
}

/** What the object may have been called: as it says itself, and as it is spelled where it is live. */
function formerRefs(object: SchemaObject, live: SchemaModel, sameName: SameName): readonly ObjectRef[] {
  const { kind, ref, renamedFrom = [] } = object;
  const said = renamedFrom.map((old) => formerRef(object, old));
  if (sameName === undefined || (kind !== "table" && kind !== "column") || live.get(ref) !== "absent") return said;
  const siblings = ref.parent === undefined ? [...live.objects()].filter((other) => other.kind === kind) : live.children(ref.parent, kind);
  return [...said, ...siblings.flatMap((other) => (sameName(other.ref.name) === sameName(ref.name) ? [other.ref] : []))];
}

/** The earlier name in the same place; `schema.name` where a table or type came from another schema. */
export function formerRef({ ref }: SchemaObject, old: string): ObjectRef {
  const parts = /^([a-z_][a-z0-9_$]*)\.([a-z_][a-z0-9_$]*)$/.exec(old);
  return ref.parent === undefined && ref.schema !== undefined && parts !== null
    ? { ...ref, schema: parts[1] as string, name: parts[2] as string }
    : { ...ref, name: old };
}

const bothLive = ({ kind, ref }: SchemaObject, from: ObjectRef): Diagnostic => ({
  code: "renamed-from-both-live",
  severity: "error",
  message: `${describeKind(kind).title} ${describeRef(ref)} says that it was ${describeRef(from)}, and both exist`,
  remedy: `Take renamedFrom away, or drop or rename one of the two in a revision first`,
});
