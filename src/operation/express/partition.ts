import { isMoved } from "../../change/partition-parts.ts";
import { detach } from "../../change/ready-to-attach.ts";
import { writeColumnSettings } from "../../model/entry/column-settings.ts";
import { writeName, writeTableName } from "../../model/entry/write/write-name.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import type { Expressing, Step } from "./step.ts";

type Table = SchemaObjectOf<"table">;

interface Move {
  readonly steps: readonly Step[];
  /** The table behind them. */
  readonly moved: Table;
}

/** The steps by which a table leaves its whole and becomes a partition of another. */
export function expressMove(before: Table, after: Table, around: Expressing): Move {
  if (!isMoved(before, after)) return { steps: [], moved: before };
  const [from, to] = [before.body.partitionOf, after.body.partitionOf];
  const alone = from === undefined ? before : (detach(before).after as Table);
  const leaves = from === undefined ? [] : [{ detachPartition: { ...named(from.table, after.ref, around), bounds: from.bounds.text } }];
  if (to === undefined) return { steps: leaves, moved: alone };
  const moved: Table = {
    ...alone,
    body: {
      ...alone.body,
      partitionOf: to,
      ...(after.body.indexNames !== undefined && { indexNames: after.body.indexNames }),
      ...(after.body.columnSettings !== undefined && { columnSettings: after.body.columnSettings }),
    },
  };
  return {
    steps: [
      ...leaves,
      { attachPartition: { ...named(to.table, after.ref, around), bounds: to.bounds.text, ...writeColumnSettings(after.body) } },
    ],
    moved,
  };
}

function named(whole: ObjectRef, partition: ObjectRef, around: Expressing) {
  const [table, own] = [writeTableName(whole, around), writeName(partition, around)];
  if (table.schema === undefined && own.schema === undefined) return { ...table, partition: own.name };
  const [schema = "", partitionSchema = ""] = [whole.schema, partition.schema];
  return { table: whole.name, schema, partition: partition.name, ...(schema !== partitionSchema && { partitionSchema }) };
}
