import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { PartitionOf } from "../../../../model/partitioning.ts";
import type { Situation } from "../statement/situation.ts";

/** A partition that is made as such goes where its whole says, unless it says otherwise: what has no place of its own says the usual one. */
export function withOwnPlace(table: SchemaObjectOf<"table">, of: PartitionOf, { model }: Situation): SchemaObjectOf<"table"> {
  const whole = of.table.kind === "table" ? known(model.get({ ...of.table, kind: "table" })) : undefined;
  const { accessMethod = whole?.body.accessMethod && "heap", tablespace = whole?.body.tablespace && "pg_default" } = table.body;
  return { ...table, body: { ...table.body, ...(accessMethod && { accessMethod }), ...(tablespace && { tablespace }) } };
}
