import { quoteWhereNeeded } from "../../model/identifier.ts";
import { known, type Model } from "../../model/model.ts";
import type { ObjectRef } from "../../model/ref.ts";

/** What an entity is called where only one can be meant. */
export const entityKey = ({ schema, name }: ObjectRef): string =>
  [...(schema === undefined ? [] : [schema]), name].map(quoteWhereNeeded).join(".").toWellFormed();

/** The table that a partition, or a partition of one, is part of; any other is itself. */
export function wholeOf(ref: ObjectRef, model: Model): ObjectRef {
  const table = ref.kind === "table" ? known(model.get({ ...ref, kind: "table" })) : undefined;
  return table?.body.partitionOf === undefined ? ref : wholeOf(table.body.partitionOf.table, model);
}
