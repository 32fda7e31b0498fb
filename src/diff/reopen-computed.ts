import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { actionOf } from "../change/describe.ts";
import { mentionsName } from "../model/identifier.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { expressionsOf } from "../model/object-expressions.ts";
import { type ObjectKind, type RefKey, refKey } from "../model/ref.ts";
import { namedType } from "../model/type-name.ts";
import { madeAgain } from "./made-again.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, with computed columns that get another type or collation, and what is computed from a column that does, dropped and made again, and with them what
 * uses them: no server gives a column that something is computed from another type, and the values of a computed one come from its expression, by no cast of what
 * they were. Where somebody made the old type or the new one, whatever reads the column goes too: a constant beside it is of the type that it had when it was read.
 */
export function reopenComputed(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const away = new Map<RefKey, SchemaObject>();
  const visit = (object: SchemaObject): void => {
    if (away.has(refKey(object.ref))) return;
    away.set(refKey(object.ref), object);
    for (const user of [...live.dependants(object.ref), ...(object.kind === "view" ? live.children(object.ref) : [])])
      if (user.kind !== "column" || isComputed(user)) visit(user);
  };
  for (const { before, after } of changes)
    if (before?.kind === "column" && after?.kind === "column" && isOtherType(before, after)) {
      if (after.body.generated !== null) visit(before);
      live.dependants(before.ref).filter(isComputed).forEach(visit);
      if (isOfOurs(before, after)) readersOf(before, live).forEach(visit);
    }
  if (away.size === 0) return changes;
  // What is only called otherwise goes and comes back by its new name.
  const changing = new Set(changes.filter((change) => actionOf(change) !== "rename").map((change) => refKey(subject(change))));
  const untouched = [...away.values()].filter(({ ref }) => !changing.has(refKey(ref)));
  return [
    ...changes.flatMap((change) =>
      change.before !== null && change.after !== null && away.has(refKey(change.before.ref))
        ? readers.has(change.before.kind)
          ? madeAgain(change.before, desired)
          : [
              { ...change, after: null },
              { ...change, before: null },
            ]
        : [change],
    ),
    ...untouched.flatMap((before) => madeAgain(before, desired)),
  ];
}

const isComputed = (object: SchemaObject): boolean => object.kind === "column" && object.body.generated !== null;

const isOtherType = (before: Column, after: Column): boolean =>
  before.body.type !== after.body.type || before.body.collation !== after.body.collation;

const isOfOurs = (before: Column, after: Column): boolean =>
  before.body.type !== after.body.type && [before, after].some(({ body }) => namedType(body.type) !== undefined);

const readers: ReadonlySet<ObjectKind> = new Set<ObjectKind>(["check", "index", "exclude", "policy", "trigger", "rule", "view"]);

/** What reads the column in an expression: a key over it the server makes anew by itself. Of a policy that no catalogue told, its text must do. */
const readersOf = ({ ref }: Column, live: Model): readonly SchemaObject[] => {
  const mayRead = (object: SchemaObject): boolean =>
    object.kind === "policy" &&
    object.uses === undefined &&
    expressionsOf(object).some(({ text }) => mentionsName(text, ref.name) && mentionsName(text, ref.parent?.name ?? ""));
  const users = [...live.dependants(ref), ...[...live.objects()].filter(mayRead)];
  return users.filter((user) => readers.has(user.kind) && expressionsOf(user).length > 0);
};
