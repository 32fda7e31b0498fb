import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { isRoutineKind, type ObjectKind, refKey, statementKinds } from "../model/ref.ts";
import { madeAgain } from "./made-again.ts";

/** What the server ties to the very routine that it called when it was made: the same text may call another one, once it is made again. */
const tied: ReadonlySet<ObjectKind> = new Set<ObjectKind>([...statementKinds, "check", "index"]);

/** The changes, with what stays and uses a routine that goes dropped and made again, and with it what uses that. */
export function reopenUsers(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const gone = changes.flatMap(({ before, after }) => (after === null && before !== null && isRoutineKind(before.kind) ? [before] : []));
  if (gone.length === 0) return changes;
  const changing = new Set(changes.map((change) => refKey(subject(change))));
  const reopened = new Map<string, SchemaObject>();
  const visit = (object: SchemaObject): void => {
    for (const user of [...live.dependants(object.ref), ...(object.kind === "view" ? live.children(object.ref) : [])]) {
      const key = refKey(user.ref);
      if (!tied.has(user.kind) || changing.has(key) || reopened.has(key)) continue;
      reopened.set(key, user);
      visit(user);
    }
  };
  gone.forEach(visit);
  return [...changes, ...[...reopened.values()].flatMap((before) => madeAgain(before, desired))];
}
