import { renameColumns } from "../renaming.ts";
import { defineKind } from "./define-kind.ts";
import { renameKeyOrder } from "./key-order.ts";
import { ownColumns, replace } from "./parts.ts";

export const primaryKeyKind = defineKind({
  kind: "primaryKey",
  title: "primary key",
  plural: "primaryKey",
  home: "parent",
  fields: {
    columns: "exact",
    include: "exact",
    deferrable: "exact",
    initiallyDeferred: "exact",
    options: "exact",
    withoutOverlaps: "exact",
    tablespace: "exact",
    cluster: "exact",
    replicaIdentity: "exact",
    onConflict: "exact",
    descending: "set",
    collations: "exact",
  },
  mentions: ({ ref, body }) => ownColumns(ref, [...body.columns, ...body.include]),
  rename: (body, renaming, self) =>
    replace(body, {
      columns: renameColumns(body.columns, self.parent, renaming),
      include: renameColumns(body.include, self.parent, renaming),
      ...renameKeyOrder(body, self, renaming),
    }),
});
