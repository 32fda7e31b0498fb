import { describeKind } from "../model/kind/kinds.ts";
import { hangsOn } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { isRoutineKind, refKey, sameRef, type ObjectRef } from "../model/ref.ts";
import { amongAltered } from "./among-altered.ts";
import { aroundInheritance } from "./around-inheritance.ts";
import type { ObjectChange } from "./change.ts";
import { subject } from "./change.ts";
import { CreationOrder, needsOnlyItsKind, rankOf } from "./creation-order.ts";
import { defaultsApart } from "./defaults-apart.ts";
import { actionOf } from "./describe.ts";
import { findDisplaced } from "./displaced.ts";
import { freedMultiranges } from "./freed-multiranges.ts";
import { freedSequences } from "./freed-sequences.ts";
import { heldBy, letsGo, letsGoOf, liesUpon, readsOthers } from "./lets-go.ts";
import { lateNotNullNames } from "./late-not-null-names.ts";
import { reopenForeignKeys } from "./reopen-foreign-keys.ts";
import { sequencesHandedOn } from "./sequences-handed-on.ts";

const subjectOf = ({ before, after }: ObjectChange): SchemaObject => (after ?? before) as SchemaObject;
/** It lies upon other columns of its table, which do not change their type beneath it. */
const isComputed = (object: SchemaObject): boolean => object.kind === "column" && object.body.generated !== null;
const tableKey = (ref: ObjectRef): string => refKey(ref.parent ?? ref);
/** Of tables, and of what these stand upon. */
const isOfTables = (change: ObjectChange): boolean => rankOf(subject(change).kind) <= rankOf("table");

/**
 * Orders the changes of one difference so that each finds what it needs and leaves nothing hanging, the same way every time:
 * renames as given · what lies upon others goes · enums change · what others lie upon comes · the rest changes (between the columns of a table that others begin or cease to inherit from) · what others lay upon goes · what lies upon others comes · NOT NULL gets names that others had.
 * What something needs to come or to change comes before it, and what needs something that goes has gone before it. A circle is opened by a kind's stub.
 */
export function orderChanges(given: readonly ObjectChange[]): readonly ObjectChange[] {
  if (given.length === 1 && given.every(standsAlone)) return given;
  if (given.every(comesInTurn)) return given.toSorted((a, b) => rankOf(subject(a).kind) - rankOf(subject(b).kind));
  const { changes: ofSets, first: freeingSets } = freedMultiranges(given);
  const { changes: freed, first: freeingSequences } = freedSequences(ofSets);
  const { changes: named, late } = lateNotNullNames(freed);
  const changes = reopenForeignKeys(defaultsApart(sequencesHandedOn(named)));
  const of = (action: ReturnType<typeof actionOf>): readonly ObjectChange[] =>
    changes.filter((change) => actionOf(change) === action).flatMap(shellFirst);
  const coming = new CreationOrder(of("create"), "after");
  const going = new CreationOrder(of("drop"), "before");
  const alters = of("alter").toSorted((a, b) => rankOf(subject(a).kind) - rankOf(subject(b).kind));
  const isEnum = (change: ObjectChange): boolean => subject(change).kind === "enum";
  const plain = alters.filter((change) => !isEnum(change) && !readsOthers(change));
  const retouched = new Set(plain.flatMap((change) => (subject(change).kind === "column" ? tableKey(subject(change)) : [])));
  const goneKeys = new Set(going.all.map((change) => refKey(subject(change))));
  const again = new Set(coming.all.map((change) => refKey(subject(change))).filter((key) => goneKeys.has(key)));
  const isUponAltered = (object: SchemaObject): boolean =>
    liesUpon(object) ||
    ((object.kind === "column" || isRoutineKind(object.kind)) && again.has(refKey(object.ref))) ||
    (isComputed(object) && retouched.has(tableKey(object.ref)));
  const { users, waiting, needed } = amongAltered(coming, plain, isUponAltered);
  const base = coming.all.filter((change) => !users.has(change) && !isUponAltered(subjectOf(change)));
  const first = coming.with([...base, ...plain.filter((change) => !waiting.has(change))]);
  const soon = coming.with([...alters.filter(readsOthers), ...waiting, ...needed]);
  const names = findDisplaced(changes).map(subject);
  const displaced = going.withUsers(
    going.all.filter((change) => names.some((ref) => sameRef(ref, subject(change)) || hangsOn(subjectOf(change), ref))),
  );
  const left = [...displaced].map(subject);
  const freeing = new Set(alters.filter((change) => letsGoOf(change, left)));
  const held = going.with(
    heldBy(
      alters.filter((change) => !freeing.has(change)),
      going.all,
    ),
  );
  const early = going.withUsers(going.all.filter((change) => displaced.has(change) || isUponAltered(subjectOf(change))));
  const gone = new Set([...early].filter((change) => !held.has(change)));
  const inheritance = aroundInheritance(changes);
  // What lies upon a column that goes early, and needs nothing that is still to come, lets go of it before.
  const leaving = new Set(alters.filter((change) => letsGo(change, inheritance.before) && coming.with([change]).size === 1));
  const isDone = (change: ObjectChange): boolean => leaving.has(change) || freeing.has(change);
  const altered = plain.filter((change) => !isDone(change) && !waiting.has(change));
  // Views are read by others, be they new, as they are altered.
  const readers = alters.filter((change) => readsOthers(change) && !isDone(change));
  const soonMade = coming.all.filter((change) => soon.has(change) && !first.has(change));
  const thenAltered = new CreationOrder([...soonMade, ...[...waiting].filter((change) => !isDone(change)), ...readers], "after");
  const creates = coming.all.map(openCircle);
  const drops = going.all.toReversed().map(openCircle);
  const [soonGone, thenGone] = [drops.filter(({ source }) => gone.has(source)), drops.filter(({ source }) => !gone.has(source))];
  // What is let go of stays until then, and what that needs; the rest may read what lets go.
  const letGo = going.with(going.all.filter((change) => [...freeing].some((each) => letsGoOf(each, [subject(change)]))));
  const [goneFirst, goneNext] = [soonGone.filter(({ source }) => !letGo.has(source)), soonGone.filter(({ source }) => letGo.has(source))];
  return [
    ...of("rename"),
    ...freeingSets,
    ...freeingSequences,
    ...goneFirst.flatMap(({ completion }) => completion),
    ...goneFirst.map(({ change }) => change),
    ...freeing,
    ...goneNext.flatMap(({ completion }) => completion),
    ...goneNext.map(({ change }) => change),
    ...alters.filter((change) => isEnum(change) && !freeing.has(change)),
    ...[...leaving].filter((change) => !freeing.has(change)),
    ...thenGone.filter(({ source }) => inheritance.before.has(source)).map(({ change }) => change),
    ...creates.filter(({ source }) => first.has(source) && !inheritance.behind.has(source)).map(({ change }) => change),
    ...altered.filter(isOfTables),
    ...creates.filter(({ source }) => first.has(source) && inheritance.behind.has(source)).map(({ change }) => change),
    ...altered.filter((change) => !isOfTables(change)),
    ...thenAltered.all,
    ...creates.flatMap(({ completion }) => completion),
    ...thenGone.flatMap(({ completion }) => completion),
    ...thenGone.filter(({ source }) => !inheritance.before.has(source)).map(({ change }) => change),
    ...coming.all.filter((change) => !first.has(change) && !soon.has(change)),
    ...late,
  ];
}

/** A single object that comes or goes whole: most steps of a history are no more than that. */
const standsAlone = ({ before, after }: ObjectChange): boolean => {
  const object = before === null ? after : after === null ? before : null;
  return object !== null && describeKind(object.kind).stub === undefined && describeKind(object.kind).shell === undefined;
};

/** One that comes as its kind's turn does, and as it is: most tables with their columns and keys. */
const comesInTurn = (change: ObjectChange): boolean =>
  change.before === null &&
  change.after !== null &&
  standsAlone(change) &&
  needsOnlyItsKind(change.after) &&
  !(change.after.kind === "column" && change.after.body.notNull !== undefined);

/** Where an object is a shell before it is whole: in the order in which they come. */
function shellFirst(change: ObjectChange): readonly ObjectChange[] {
  const { before, after } = change;
  const whole = before === null ? after : after === null ? before : null;
  const body = whole === null ? undefined : describeKind(whole.kind).shell?.(whole.body);
  if (whole === null || body === undefined || body === whole.body) return [change];
  const { owner: _owner, grants: _grants, securityLabels: _labels, uses: _uses, ...made } = whole;
  const shell = { ...made, body } as SchemaObject;
  return before === null
    ? [
        { ...change, after: shell },
        { kind: "object", before: shell, after: whole },
      ]
    : [
        { ...change, before: shell },
        { kind: "object", before: whole, after: shell },
      ];
}

/** A creation of the stub and the alteration that completes it, or a drop of the stub and the alteration that leads to it. */
function openCircle(source: ObjectChange): {
  readonly source: ObjectChange;
  readonly change: ObjectChange;
  readonly completion: readonly ObjectChange[];
} {
  const object = (source.after ?? source.before) as SchemaObject;
  const body = describeKind(object.kind).stub?.(object.body) ?? object.body;
  if (body === object.body) return { source, change: source, completion: [] };
  const stub = { ...object, body } as SchemaObject;
  return source.before === null
    ? { source, change: { ...source, after: stub }, completion: [{ kind: "object", before: stub, after: object }] }
    : { source, change: { ...source, before: stub }, completion: [{ kind: "object", before: object, after: stub }] };
}
