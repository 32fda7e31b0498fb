import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type RefKey, refKey } from "../model/ref.ts";
import { madeAgain } from "./made-again.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, with computed columns that get another type or collation, or are computed from one that does, dropped and made again, and with them what uses them:
 * no server gives a column that something is computed from another type, and the values of a computed one come from its expression, by no cast of what they were.
 */
export function reopenComputed(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const away = new Map<RefKey, SchemaObject>();
  const visit = (object: SchemaObject): void => {
    if (away.has(refKey(object.ref))) return;
    away.set(refKey(object.ref), object);
    for (const user of [...live.dependants(object.ref), ...(object.kind === "view" ? live.children(object.ref) : [])]) visit(user);
  };
  for (const { before, after } of changes)
    if (before?.kind === "column" && after?.kind === "column" && isOtherType(before, after)) {
      if (after.body.generated !== null) visit(before);
      for (const user of live.dependants(before.ref)) if (user.kind === "column" && user.body.generated !== null) visit(user);
    }
  if (away.size === 0) return changes;
  const changing = new Set(changes.map((change) => refKey(subject(change))));
  const untouched = [...away.values()].filter(({ ref }) => !changing.has(refKey(ref)));
  return [
    ...changes.flatMap((change) =>
      change.before !== null && change.after !== null && away.has(refKey(change.before.ref))
        ? [
            { ...change, after: null },
            { ...change, before: null },
          ]
        : [change],
    ),
    ...untouched.flatMap((before) => madeAgain(before, desired)),
  ];
}

const isOtherType = (before: Column, after: Column): boolean =>
  before.body.type !== after.body.type || before.body.collation !== after.body.collation;
