import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { findDisplaced } from "../change/displaced.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { isTypeKind, type ObjectRef, refKey, type RefKey, statementKinds } from "../model/ref.ts";
import { dimensionsOf, typeMentions } from "../model/type-name.ts";
import { madeAgain } from "./made-again.ts";
import { takeOver } from "./take-over.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, with what stays and uses something that goes for another kind of that name let go of it first: what can be made again goes and comes back,
 * a column holds text meanwhile, has no default, and no foreign key leads from it or to it.
 */
export function reopenDisplaced(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const displaced = findDisplaced(changes).flatMap(({ before }) => before ?? []);
  if (displaced.length === 0) return changes;
  const byKey = new Map(changes.map((change) => [refKey(subject(change)), change]));
  const reopened = new Map<RefKey, readonly ObjectChange[]>();
  const makeAgain = (user: SchemaObject): void => {
    const change = byKey.get(refKey(user.ref));
    if (reopened.has(refKey(user.ref)) || change?.after === null) return;
    const apart = (each: ObjectChange): readonly ObjectChange[] => [
      { ...each, after: null },
      { ...each, before: null },
    ];
    reopened.set(refKey(user.ref), change === undefined ? madeAgain(user, desired) : apart(change));
  };
  const visit = (object: SchemaObject): void => {
    for (const user of [...live.dependants(object.ref), ...(object.kind === "view" ? live.children(object.ref) : [])]) {
      const key = refKey(user.ref);
      const change = byKey.get(key);
      if (reopened.has(key) || change?.after === null) continue;
      if (isStored(user)) {
        reopened.set(key, bareAndBack(user, object.ref, change?.after ?? asWanted(user, desired)));
        live
          .dependants(user.ref)
          .filter(({ kind }) => kind === "foreignKey")
          .forEach(makeAgain);
      } else if (canBeMadeAgain(user)) {
        makeAgain(user);
        visit(user);
      }
    }
  };
  displaced.forEach(visit);
  return [...changes.filter((change) => !reopened.has(refKey(subject(change)))), ...[...reopened.values()].flat()];
}

const isStored = (object: SchemaObject): object is Column & SchemaObject => object.kind === "column" && object.body.generated === null;

const again: ReadonlySet<string> = new Set([...statementKinds, "column", "check", "index", "policy"]);
const canBeMadeAgain = ({ kind }: SchemaObject): boolean => again.has(kind) || isTypeKind(kind);

function asWanted(column: Column, desired: Model): SchemaObject | null {
  const wanted = known(desired.get(column.ref as ObjectRef & { readonly kind: "column" }));
  return wanted === undefined ? null : takeOver(wanted, column, () => false);
}

/** Nothing where nobody says what it is to be: then the column is named as what needs the object. */
function bareAndBack(column: Column, used: ObjectRef, after: SchemaObject | null): readonly ObjectChange[] {
  if (after === null) return [];
  const isOfIt = typeMentions(column.body.type).some(({ ref }) => ref.name === used.name && ref.schema === used.schema);
  const { uses: _uses, ...rest } = column;
  const type = isOfIt ? { type: `text${dimensionsOf(column.body.type)}` } : {};
  const bare = { ...rest, body: { ...column.body, ...type, default: null } } as SchemaObject;
  return [
    { kind: "object", before: column, after: bare },
    { kind: "object", before: bare, after },
  ];
}
