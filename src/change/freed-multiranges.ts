import { canonicalJson } from "../core/canonical-json.ts";
import { impliedMultirange, makeObjectName, multirangeOf } from "../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ObjectChange } from "./change.ts";
import { looseNames, namesTaken } from "./displaced.ts";

type RangeType = SchemaObjectOf<"rangeType">;

/** The changes, where a range type whose sets leave their name to something else give it up before: by way of a name that nobody has, where the new one is not free yet. */
export function freedMultiranges(given: readonly ObjectChange[]): {
  readonly changes: readonly ObjectChange[];
  readonly first: readonly ObjectChange[];
} {
  const first: ObjectChange[] = [];
  const changes = given.flatMap((change): readonly ObjectChange[] => {
    const { before, after } = change;
    if (before?.kind !== "rangeType" || after?.kind !== "rangeType") return [change];
    const left = looseNames(before).filter((name) => !looseNames(after).includes(name));
    if (!given.some((other) => other !== change && namesTaken(other.before, other.after).some((name) => left.includes(name))))
      return [change];
    const wanted = withSets(before, multirangeOf(after));
    const isHeld = given.some(
      (other) => other.before !== null && other !== change && looseNames(other.before).some((name) => looseNames(wanted).includes(name)),
    );
    const between = isHeld ? withSets(before, makeObjectName(before.ref.name, null, "between")) : wanted;
    first.push({ kind: "object", before, after: between });
    return canonicalJson(between) === canonicalJson(after) ? [] : [{ ...change, before: between }];
  });
  return { changes, first };
}

const withSets = (type: RangeType, name: string): RangeType & SchemaObject => ({
  ...type,
  body: { ...type.body, multirange: name === impliedMultirange(type.ref.name) ? null : name },
});
