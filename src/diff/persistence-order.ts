import { type ObjectChange, subject } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import { refKey, type RefKey, sameRef } from "../model/ref.ts";
import { madeAgain } from "./made-again.ts";

type Table = SchemaObjectOf<"table">;
type ForeignKey = SchemaObjectOf<"foreignKey">;
interface Persistence extends ObjectChange {
  readonly before: Table;
  readonly after: Table;
}

/**
 * The changes, where no table that is written to the log refers to one that is not, at any time: to become logged the table that is referred to comes first, to
 * become unlogged the one that refers. A foreign key that closes a circle of them is away meanwhile.
 */
export function inPersistenceOrder(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const moving = changes.filter(isPersistence);
  if (moving.length < 2) return changes;
  const byKey = new Map(moving.map((change) => [refKey(change.after.ref), change]));
  const changing = new Map(changes.map((change) => [refKey(subject(change)), change]));
  const closing = new Map<RefKey, ForeignKey>();
  const referredFirst = new Set<Persistence>();
  const visiting = new Set<Persistence>();
  const visit = (change: Persistence): void => {
    if (referredFirst.has(change)) return;
    visiting.add(change);
    for (const key of live.children(change.after.ref, "foreignKey") as readonly ForeignKey[]) {
      const { table } = key.body.references;
      const referred = byKey.get(refKey(table));
      if (referred === undefined || sameRef(table, change.after.ref) || changing.get(refKey(key.ref))?.after === null) continue;
      if (visiting.has(referred)) closing.set(refKey(key.ref), key);
      else visit(referred);
    }
    visiting.delete(change);
    referredFirst.add(change);
  };
  moving.forEach(visit);
  const isToLog = ({ after }: Persistence): boolean => !after.body.unlogged;
  const ordered = [...referredFirst].filter(isToLog).concat([...referredFirst].toReversed().filter((change) => !isToLog(change)));
  return [
    ...ordered,
    ...changes.flatMap((change): readonly ObjectChange[] => {
      if (isPersistence(change)) return [];
      return closing.has(refKey(subject(change))) && change.before !== null
        ? [
            { ...change, after: null },
            { ...change, before: null },
          ]
        : [change];
    }),
    ...[...closing.values()].filter(({ ref }) => !changing.has(refKey(ref))).flatMap((key) => madeAgain(key, desired)),
  ];
}

const isPersistence = (change: ObjectChange): change is Persistence =>
  change.before?.kind === "table" && change.after?.kind === "table" && change.before.body.unlogged !== change.after.body.unlogged;
