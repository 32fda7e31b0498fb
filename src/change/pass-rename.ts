import { canonicalJson } from "../core/canonical-json.ts";
import { mentionsName, renameIdentifier } from "../model/identifier.ts";
import { renameMentions } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { expressionsOf, mapExpressions } from "../model/object-expressions.ts";
import type { ObjectRef } from "../model/ref.ts";
import { sameRef } from "../model/ref.ts";
import { type Renaming, renameRef } from "../model/renaming.ts";
import type { Change, DataChange, How, ObjectChange } from "./change.ts";

/** What a change renames; null where it renames nothing, or changes more than the name. */
export function renamingOf({ change }: { readonly change: Change }): Renaming | null {
  if (change.kind !== "object" || change.before === null || change.after === null || change.via !== undefined) return null;
  const { before, after } = change;
  return sameRef(before.ref, after.ref) || canonicalJson(before.body) !== canonicalJson(after.body)
    ? null
    : { from: before.ref, to: after.ref };
}

/** `other` and then `rename`, the other way round and with the same end; null where the two cannot change places. */
export function passRename(other: Change, rename: Change): { readonly rename: ObjectChange; readonly other: Change } | null {
  const renaming = renamingOf({ change: rename });
  if (renaming === null || rename.kind !== "object") return null;
  switch (other.kind) {
    case "opaque":
      return null;
    case "data":
      return passData(other, rename, renaming);
    case "object":
      return passObject(other, rename, renaming);
  }
}

/** Rows of another relation are not concerned; those of a renamed table are found under its other name. */
function passData(other: DataChange, rename: ObjectChange, renaming: Renaming): ReturnType<typeof passRename> {
  const { data } = other;
  if (data.step !== "deleteInserted") return null;
  const { from } = renaming;
  if (from.parent !== undefined && sameRef(from.parent, data.table)) return null;
  return { rename, other: { ...other, data: { ...data, table: renameRef(data.table, renaming) } } };
}

function passObject(other: ObjectChange, rename: ObjectChange, renaming: Renaming): ReturnType<typeof passRename> {
  const { before, after } = other;
  const { from, to } = renaming;
  if ([before, after].some((side) => side !== null && (isAt(side.ref, to) || names(side === after ? after : null, from)))) return null;
  const renamed = renamingOf({ change: other });
  if (
    after !== null &&
    isAt(from, after.ref) &&
    (renamed === null ? before === null || !sameRef(before.ref, after.ref) : sameRef(after.ref, from))
  )
    return null;
  return { rename: earlier(rename, other, renamed), other: later(other, renaming) };
}

/** Whether the object is `place`, bears its name as another relation, or lies in it. */
const isAt = ({ kind, ...ref }: ObjectRef, place: ObjectRef): boolean =>
  sameRef({ ...ref, kind: ref.parent === undefined ? place.kind : kind }, place) ||
  (ref.parent !== undefined && sameRef(ref.parent, place));

/** A view put back with the name that the rename takes away: no text says what it would be then. */
const names = (view: SchemaObject | null, { kind, parent, name }: ObjectRef): boolean =>
  view?.kind === "view" &&
  kind === "column" &&
  parent !== undefined &&
  (view.body.reads ?? []).some((read) => sameRef(read, parent)) &&
  mentionsName(view.body.query.text, name);

/** The rename as it is before `other` has happened. */
function earlier(rename: ObjectChange, { before, after }: ObjectChange, renamed: Renaming | null): ObjectChange {
  if (renamed !== null) {
    const back = { from: renamed.to, to: renamed.from };
    return {
      ...rename,
      before: rename.before && renameMentions(rename.before, back),
      after: rename.after && renameMentions(rename.after, back),
    };
  }
  if (before === null || after === null || rename.before === null || rename.after === null || !sameRef(before.ref, rename.before.ref))
    return rename;
  return { ...rename, before, after: { ...before, ref: rename.after.ref } as SchemaObject };
}

/** The change as it is once the rename has happened. */
function later(change: ObjectChange, renaming: Renaming): ObjectChange {
  const { before, after, via } = change;
  const respelled =
    via === undefined
      ? {}
      : {
          via: { ...(via.up && { up: respell(via.up, change, renaming) }), ...(via.down && { down: respell(via.down, change, renaming) }) },
        };
  return { ...change, before: before && renameMentions(before, renaming), after: after && spelledAnew(after, renaming), ...respelled };
}

function respell(how: How, { after, before }: ObjectChange, { from, to }: Renaming): How {
  const parent = (after ?? before)?.ref.parent;
  if (parent === undefined || from.parent === undefined || !sameRef(parent, from.parent)) return how;
  const anew = (text: string): string => renameIdentifier(text, from.name, to.name);
  return { ...how, ...(how.using !== undefined && { using: anew(how.using) }), ...(how.fill !== undefined && { fill: anew(how.fill) }) };
}

/** The object under the new names. What was spelled for the old ones now is as somebody would write it; what was stale may still be. */
function spelledAnew(object: SchemaObject, renaming: Renaming): SchemaObject {
  const old = expressionsOf(object);
  let place = 0;
  return mapExpressions(renameMentions(object, renaming), (expression) => {
    const before = old[place++];
    return before === undefined || expression.form === before.form ? expression : { ...expression, form: "written" };
  });
}
