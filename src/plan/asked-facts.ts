import type { Change } from "../change/change.ts";
import { partitionsOf } from "../change/partition-parts.ts";
import { known, type Model } from "../model/model.ts";
import { isTypeKind, type ObjectRef, refKey } from "../model/ref.ts";
import type { Facts } from "../port/facts.ts";

/** What a plan must know of the live tables. */
export interface AskedFacts {
  readonly tables: readonly ObjectRef[];
  /** Columns that go or change: whether they hold anything. */
  readonly columns: readonly ObjectRef[];
}

/** The tables and columns of the live model that the changes read or touch. */
export function askedFacts(changes: Iterable<Change>, live: Model): AskedFacts {
  const tables = new Map<string, ObjectRef>();
  const columns = new Map<string, ObjectRef>();
  const note = (ref: ObjectRef): void => {
    const table = ref.parent ?? ref;
    if (live.has(table) && table.kind === "table") tables.set(refKey(table), table);
    if (ref.kind === "column" && live.has(ref)) columns.set(refKey(ref), ref);
  };
  const notePartitions = (whole: ObjectRef): void => {
    const table = whole.kind === "table" ? known(live.get({ ...whole, kind: "table" })) : undefined;
    if (table?.body.partitionBy !== undefined) for (const { ref } of partitionsOf(whole, live)) note(ref);
  };
  for (const change of changes) {
    if (change.kind === "data" && change.data.step !== "assert") note(change.data.table);
    if (change.kind !== "object") continue;
    for (const side of [change.before, change.after]) {
      if (side === null) continue;
      note(side.ref);
      // A foreign key locks and scans the table it refers to as well.
      if (side.kind === "foreignKey") note(side.body.references.table);
      // An index, or that of a key, is built partition by partition; what joins or leaves a whole concerns that and its default partition.
      if ((side.kind === "index" || side.kind === "unique" || side.kind === "primaryKey") && side.ref.parent !== undefined)
        notePartitions(side.ref.parent);
      if (side.kind === "table" && side.body.partitionOf !== undefined) {
        note(side.body.partitionOf.table);
        notePartitions(side.body.partitionOf.table);
      }
      // What changes about a type goes through the rows of every column of it.
      if (isTypeKind(side.kind)) for (const { ref } of live.dependants(side.ref)) if (ref.parent !== undefined) note(ref.parent);
    }
  }
  return { tables: [...tables.values()], columns: [...columns.values()] };
}

/** Facts where there is no database to ask: every table is taken for one that holds rows. */
export const offlineFacts = (serverVersion: number): Facts => ({
  serverVersion,
  table: () => ({ empty: false, rows: 0, bytes: 0, partitioned: false }),
  columnEmpty: () => undefined,
});
