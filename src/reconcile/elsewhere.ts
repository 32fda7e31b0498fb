import type { Change } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { type ClaimElsewhere, OwnedElsewhereError } from "../operation/owned-elsewhere-error.ts";
import type { JournalSnapshot } from "../port/journal.ts";

type Owners = Pick<JournalSnapshot, "elsewhere" | "objects">;

/** The other project that owns an object, or the table that it is a part of. A part that is ours by itself stays ours. */
function ownerElsewhere(ref: ObjectRef, { elsewhere, objects }: Owners): string | undefined {
  const own = elsewhere.get(refKey(ref));
  if (own !== undefined || ref.parent === undefined || objects.has(refKey(ref))) return own;
  return elsewhere.get(refKey(ref.parent));
}

/** The live model with what belongs to other projects marked as such: never drift, never dropped, never adopted here. */
export function markElsewhere(live: Model, owners: Owners | null): Model {
  if (owners === null || owners.elsewhere.size === 0) return live;
  let marked = SchemaModel.from(live);
  for (const object of live.objects()) {
    const project = object.origin.kind === "declared" ? ownerElsewhere(object.ref, owners) : undefined;
    if (project !== undefined) marked = marked.with({ ...object, origin: { kind: "project", name: project } } as SchemaObject);
  }
  return marked;
}

/** What the documents declare, but for namespaces: several projects may live in one. */
export const declaredRefs = (declared: Model): readonly ObjectRef[] =>
  [...declared.objects()].filter(({ origin, kind }) => origin.kind === "declared" && kind !== "schema").map(({ ref }) => ref);

/** What changes make, alter or drop. Rows may be written to whoever's table it is. */
export const changedRefs = (changes: readonly Change[]): readonly ObjectRef[] =>
  changes.flatMap((change) =>
    change.kind === "object"
      ? [change.before, change.after].flatMap((object) => (object === null || object.kind === "schema" ? [] : [object.ref]))
      : [],
  );

/** @throws OwnedElsewhereError: one object has one owner */
export function refuseClaims(claimed: () => readonly ObjectRef[], owners: Owners | null): void {
  if (owners === null || owners.elsewhere.size === 0) return;
  const found = new Map<string, string>();
  for (const ref of claimed()) {
    const project = ownerElsewhere(ref, owners);
    if (project === undefined) continue;
    // A table stands for its parts.
    const shown = ref.parent !== undefined && owners.elsewhere.has(refKey(ref.parent)) ? ref.parent : ref;
    found.set(`${shown.kind} ${describeRef(shown)}`, project);
  }
  if (found.size > 0) throw ownedElsewhere([...found].map(([object, project]) => ({ object, project })));
}

function ownedElsewhere(claims: readonly ClaimElsewhere[]): OwnedElsewhereError {
  const named = claims
    .slice(0, 5)
    .map(({ object, project }) => `${object} belongs to project ${project}`)
    .join("; ");
  const more = claims.length > 5 ? `; and ${claims.length - 5} more` : "";
  return new OwnedElsewhereError(`Another project of this database owns what is asked for here: ${named}${more}`, claims);
}
