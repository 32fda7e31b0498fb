import type { Change, ObjectChange } from "../../../../change/change.ts";
import { differingAccess, newlyMade, saysAccess, withAccessOf } from "../../../../model/access.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { Model } from "../../../../model/model.ts";
import { SchemaModel } from "../../../../model/schema-model.ts";
import { isAnyGivenByDefault } from "./default-grants.ts";
import { type ObjectRef, refKey, sameRef } from "../../../../model/ref.ts";

/** Changes of which each is about the access to an object or about something else, and the one that each of them was a part of. */
export interface SplitChanges {
  readonly changes: readonly Change[];
  readonly origin: (change: Change) => Change;
}

/** Owner and grants are given once the object is there, and with it all that comes right behind it. */
export function splitAccess(given: readonly Change[], model: Model): SplitChanges {
  if (!given.some(mayNeedTwo)) return { changes: given, origin: itself };
  const splits = splitting(given, model);
  const needsSplit = (change: Change): change is Splitting => splits.has(change);
  if (splits.size === 0) return { changes: given, origin: itself };
  const origins = new Map<Change, Change>();
  const changes: Change[] = [];
  let held: ObjectChange[] = [];
  for (const change of given) {
    if (!held.every((each) => passes(change, each))) {
      changes.push(...held);
      held = [];
    }
    if (!needsSplit(change)) {
      changes.push(change);
      continue;
    }
    const { lost, main, access } = split(change);
    for (const part of [...lost, main, access]) origins.set(part, change);
    if (lost.length > 0) changes.splice(placeBefore(changes, change), 0, ...lost);
    changes.push(main);
    held.push(access);
  }
  return { changes: [...changes, ...held], origin: (change) => origins.get(change) ?? change };
}

const itself = (change: Change): Change => change;

/** What comes without an owner or grants of its own is one as it is. */
const mayNeedTwo = (change: Change): boolean =>
  change.kind === "object" && change.after !== null && (change.before !== null || saysAccess(change.after));

type Splitting = ObjectChange & { readonly after: SchemaObject };

/** Those with which more than the access comes; default privileges hold for what is made behind them. */
function splitting(given: readonly Change[], model: Model): ReadonlySet<Change> {
  const found = new Set<Change>();
  let around = model;
  for (const change of given) {
    if (change.kind !== "object") continue;
    if (change.after?.kind === "defaultPrivileges") around = SchemaModel.from(around).with(change.after);
    if (needsTwo(change, around)) found.add(change);
  }
  return found;
}

function needsTwo({ before, after }: ObjectChange, model: Model): boolean {
  if (after === null) return false;
  if (before === null)
    return (
      saysAccess(after) && (differingAccess(after, newlyMade(after)).length > 0 || isAnyGivenByDefault(newlyMade(after), after, model))
    );
  return changesMore(before, after) && differingAccess(after, before).length > 0;
}

const changesMore = (before: SchemaObject, after: SchemaObject): boolean =>
  before.body !== after.body || (before.comment || null) !== (after.comment || null) || !sameRef(before.ref, after.ref);

interface Split {
  /** What it loses before, if anything. */
  readonly lost: readonly ObjectChange[];
  readonly main: ObjectChange;
  readonly access: ObjectChange;
}

function split(change: Splitting): Split {
  const { before, after } = change;
  const bare = before?.kind === "view" ? withoutLostColumns(before, after) : before;
  const middle = bare === null ? newlyMade(after) : withAccessOf(after, bare);
  return {
    lost: bare === before ? [] : [{ kind: "object", before, after: bare }],
    main: { ...change, before: bare, after: middle },
    access: { kind: "object", before: middle, after },
  };
}

/** Behind the last change that is not of another view: views that change together do so at once. */
const placeBefore = (changes: readonly Change[], { after: { ref } }: Splitting): number =>
  changes.findLastIndex(
    (change) => change.kind !== "object" || change.before?.kind !== "view" || change.after === null || sameRef(change.before.ref, ref),
  ) + 1;

/** Without what is granted on columns alone and no more then: a view that is made anew may not have them. */
function withoutLostColumns(view: SchemaObjectOf<"view">, after: SchemaObject): SchemaObjectOf<"view"> {
  const { grants } = view;
  if (grants === undefined || after.grants === undefined) return view;
  const named = new Set(after.grants.map(({ column }) => column));
  const kept = grants.filter(({ column }) => column === undefined || named.has(column));
  return kept.length === grants.length ? view : { ...view, grants: kept };
}

/** Whether a change may come before an access that waits: it makes another part of the same object. */
const passes = (change: Change, { after }: ObjectChange): boolean =>
  change.kind === "object" &&
  change.before === null &&
  change.after !== null &&
  after !== null &&
  refKey(root(change.after.ref)) === refKey(root(after.ref));

const root = (ref: ObjectRef): ObjectRef => (ref.parent === undefined ? ref : root(ref.parent));
