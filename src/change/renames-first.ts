import { mentionsName } from "../model/identifier.ts";
import { renameMentions } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { expressionsOf, mapExpressions } from "../model/object-expressions.ts";
import { sameRef } from "../model/ref.ts";
import type { Renaming } from "../model/renaming.ts";
import type { Change } from "./change.ts";
import { passRename, renamingOf } from "./pass-rename.ts";

/** A change and whatever its list knows of it beside. */
interface Item {
  readonly change: Change;
}

/**
 * A way down in which nothing is put back under names that only a later change gives back: what was renamed before it on the way up is
 * renamed back before it. What such a rename passes is said in the names of after it, and what is put back is as it was written.
 * A rename that cannot pass something (rows, plain SQL, who bears its name) stays where it is.
 */
export function renamesFirst<I extends Item>(items: readonly I[]): readonly I[] {
  let list = items;
  for (let place = 0; place < list.length; place++) {
    for (let rename = place + 1; rename < list.length; rename++) {
      if (!madeStale(list, place, rename)) continue;
      const moved = hoist(list, rename, place);
      if (moved === null) continue;
      place += moved.by;
      rename = place;
      list = moved.list;
    }
  }
  return list.map((item, place) =>
    items.includes(item) || list.some((_, rename) => rename > place && madeStale(list, place, rename)) ? item : settled(item),
  );
}

/** With what is put back as it was written: the names in it are there again. */
function settled<I extends Item>(item: I): I {
  const { change } = item;
  if (change.kind !== "object" || change.after === null) return item;
  const after = mapExpressions(change.after, (expression) =>
    expression.form === "stale" ? { ...expression, form: "written" } : expression,
  );
  return { ...item, change: { ...change, after } };
}

/** Whether what the change at `place` puts back is spelled for the names that the rename gives back. */
function madeStale(list: readonly Item[], place: number, rename: number): boolean {
  const { change } = list[place] as Item;
  const renaming = renamingOf(list[rename] as Item);
  if (renaming === null || change.kind !== "object" || change.after === null) return false;
  if (expressionsOf(change.after).every(({ form }) => form !== "stale")) return false;
  return isSpelledFor(list.slice(place + 1, rename).reduce(renamed, change.after), renaming);
}

const renamed = (object: SchemaObject, item: Item): SchemaObject => {
  const renaming = renamingOf(item);
  return renaming === null ? object : renameMentions(object, renaming);
};

/** Of a view the text still has the old name of a column; all else was spelled anew. */
function isSpelledFor(object: SchemaObject, { from, to }: Renaming): boolean {
  const reads = object.kind === "view" ? (object.body.reads ?? []) : object.ref.parent === undefined ? [] : [object.ref.parent];
  const relation = from.parent ?? from;
  const name = object.kind === "view" && from.kind === "column" ? to.name : from.name;
  return reads.some((ref) => sameRef(ref, relation)) && expressionsOf(object).some(({ text }) => mentionsName(text, name));
}

/** The list with the rename right before `place`, and how many changes went there; null where it cannot pass what lies between. */
function hoist<I extends Item>(
  list: readonly I[],
  rename: number,
  place: number,
): { readonly list: readonly I[]; readonly by: number } | null {
  let result = [...list];
  let [at, front] = [rename, place];
  while (at > front) {
    const [other, mover] = [result[at - 1] as I, result[at] as I];
    const passed = passRename(other.change, mover.change);
    if (passed !== null) {
      result.splice(at - 1, 2, { ...mover, change: passed.rename }, { ...other, change: passed.other });
      at--;
      continue;
    }
    // The same object was renamed twice: the later name goes first.
    const first = at - 1 > front && renamingOf(other) !== null ? hoist(result, at - 1, front) : null;
    if (first === null) return null;
    result = [...first.list];
    front += first.by;
  }
  return { list: result, by: front - place + 1 };
}
