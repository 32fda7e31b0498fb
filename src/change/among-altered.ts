import { mentionsOf } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { refKey } from "../model/ref.ts";
import { type ObjectChange, subject } from "./change.ts";
import type { CreationOrder } from "./creation-order.ts";

interface AmongAltered {
  /** Columns that come to a table whose other columns change first, and all that comes and cannot be without them. */
  readonly users: ReadonlySet<ObjectChange>;
  /** What is altered and cannot be as it is wanted without one of those. */
  readonly waiting: ReadonlySet<ObjectChange>;
  /** The columns, where something waits for them. */
  readonly needed: readonly ObjectChange[];
}

/** What can only follow once other columns of the same table have changed, though it is made or altered before others as a rule. */
export function amongAltered(
  coming: CreationOrder,
  alters: readonly ObjectChange[],
  isUponAltered: (object: SchemaObject) => boolean,
): AmongAltered {
  const made = new Set(coming.all.flatMap((change) => (subject(change).kind === "table" ? [refKey(subject(change))] : [])));
  const columns = coming.all.filter(
    ({ after }) =>
      after?.kind === "column" && after.ref.parent !== undefined && !made.has(refKey(after.ref.parent)) && isUponAltered(after),
  );
  if (columns.length === 0) return { users: new Set(), waiting: new Set(), needed: [] };
  const users = coming.withUsers(columns);
  const keys = new Set(columns.map((change) => refKey(subject(change))));
  const names = ({ after }: ObjectChange): boolean => after !== null && mentionsOf(after).some(({ ref }) => keys.has(refKey(ref)));
  const waiting = new Set(alters.filter((change) => names(change) || [...coming.with([change])].some((other) => users.has(other))));
  return { users, waiting, needed: waiting.size > 0 ? columns : [] };
}
