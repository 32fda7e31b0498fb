import { renameColumns, renameRef } from "../renaming.ts";
import { defineKind, required } from "./define-kind.ts";
import { columnsOf, ownColumns, replace } from "./parts.ts";

export const foreignKeyKind = defineKind({
  kind: "foreignKey",
  title: "foreign key",
  plural: "foreignKeys",
  home: "parent",
  fields: {
    columns: "exact",
    references: "exact",
    onDelete: "exact",
    onDeleteColumns: "exact",
    onUpdate: "exact",
    match: "exact",
    notValid: "exact",
    notEnforced: "exact",
    period: "exact",
    outside: "notCompared",
    deferrable: "exact",
    initiallyDeferred: "exact",
  },
  mentions: ({ ref, body: { columns, references, outside } }) => [
    ...ownColumns(ref, columns),
    ...(outside !== undefined ? [] : [required(references.table), ...columnsOf(references.table, references.columns)]),
  ],
  rename: (body, renaming, self) => {
    // The renaming names a column by the table it lies in, so the other side's columns are looked up before the table moves.
    const references = replace(body.references, {
      table: renameRef(body.references.table, renaming),
      columns: renameColumns(body.references.columns, body.references.table, renaming),
    });
    return replace(body, {
      columns: renameColumns(body.columns, self.parent, renaming),
      references,
      ...(body.onDeleteColumns !== undefined && { onDeleteColumns: renameColumns(body.onDeleteColumns, self.parent, renaming) }),
    });
  },
});
