import type { ObjectChange } from "../change/change.ts";
import { attach, detach } from "../change/ready-to-attach.ts";
import { readColumnSettings } from "../model/entry/column-settings.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import { readBounds } from "../model/entry/read/read-partitioning.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { PartitionOf } from "../model/partitioning.ts";
import { describeRef, sameRef } from "../model/ref.ts";
import { findObject } from "./find-object.ts";
import { reading } from "./model-context.ts";
import { nameOnly } from "./name-only.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import type { AttachPartitionArguments, DetachPartitionArguments } from "./partition.shape.ts";
import { forDialect } from "./patch-entry.ts";
import { tableOf } from "./table-of.ts";

type Table = SchemaObjectOf<"table">;

/** Makes a table a partition, with what it lacks for that. */
export const attachPartition: Operation<AttachPartitionArguments> = {
  resolve: (args, model, context): readonly ObjectChange[] => {
    const own = forDialect(args, context.grammar.dialect);
    const partitionOf: PartitionOf = { table: tableOf(own, model, context), bounds: readBounds(own.bounds) };
    const table = partitionTable(own, undefined, model, context);
    const is = table.body.partitionOf;
    if (is === undefined)
      return attach(table, partitionOf, model, reading(model, context, (entries) => readColumnSettings(own, entries, [])).columnSettings);
    if (sameRef(is.table, partitionOf.table) && is.bounds.text === partitionOf.bounds.text) return [];
    throw operationError(
      "exists-and-differs",
      `${describeRef(table.ref)} is a partition of ${describeRef(is.table)} already, ${is.bounds.text}`,
      "Detach it in a step before",
      { ...context, about: table.ref },
    );
  },
};

/** Makes a partition a table of its own. */
export const detachPartition: Operation<DetachPartitionArguments> = {
  resolve: (args, model, context): readonly ObjectChange[] => {
    const own = forDialect(args, context.grammar.dialect);
    const whole = tableOf(own, model, context);
    const table = partitionTable(
      own,
      own.bounds === undefined ? undefined : { table: whole, bounds: readBounds(own.bounds) },
      model,
      context,
    );
    const is = table.body.partitionOf;
    if (is === undefined) return [];
    if (sameRef(is.table, whole)) return [detach(table)];
    throw operationError(
      "object-not-found",
      `${describeRef(table.ref)} is a partition of ${describeRef(is.table)}, not of ${describeRef(whole)}`,
      "Correct `table`",
      { ...context, about: table.ref },
    );
  },
};

type Named = Pick<AttachPartitionArguments, "partition" | "partitionSchema" | "schema">;

/** The table that is, or becomes, the partition; where nobody looks, what the step says of it. */
function partitionTable(
  { partition, schema, partitionSchema = schema }: Named,
  partitionOf: PartitionOf | undefined,
  model: Model,
  context: OperationContext,
): Table {
  const ref = reading(model, context, (entries) => resolveRef("table", partition, partitionSchema, entries, ["partition"]));
  const found = model.get(ref);
  if (!model.unseen || (found !== "unknown" && (found === "absent" || !found.nameOnly))) return findObject(ref, model, context);
  const { nameOnly: _nameOnly, ...stub } = nameOnly(ref) as Table;
  return partitionOf === undefined ? stub : { ...stub, body: { ...stub.body, partitionOf } };
}
