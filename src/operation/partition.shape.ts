import { type Static, Type } from "@sinclair/typebox";
import { columnSettings } from "../model/kind/column-setting.shape.ts";
import { schemaName } from "../model/kind/entry.shape.ts";
import { name, sqlText } from "../model/kind/field.shape.ts";
import { operation } from "./operation.shape.ts";

const both = {
  table: name("Partitioned table."),
  ...schemaName,
  partition: name("Table that is the partition."),
  partitionSchema: Type.Optional(name("Schema of the partition, where `schema` is not it as well.")),
};

export const attachPartitionShape = operation("attachPartition", "Makes a table a partition.", {
  ...both,
  bounds: sqlText("`FROM (…) TO (…)`, `IN (…)`, `WITH (…)` or `DEFAULT`."),
  columnSettings: columnSettings(
    "What its columns have otherwise than those of the partitioned table; without it they are made like those.",
  ),
});
export type AttachPartitionArguments = Static<typeof attachPartitionShape>;

export const detachPartitionShape = operation("detachPartition", "Makes a partition a table of its own.", {
  ...both,
  bounds: Type.Optional(sqlText("Its bounds, for the way down offline.")),
});
export type DetachPartitionArguments = Static<typeof detachPartitionShape>;
