import { renameColumns, renameRef, renameRefs } from "../renaming.ts";
import { defineKind, required } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const tableKind = defineKind({
  kind: "table",
  title: "table",
  plural: "tables",
  home: "schema",
  fields: { unlogged: "exact", options: "whereSaid", rowSecurity: "rowSecurity", strict: "exact", withoutRowid: "exact", virtual: "exact", replicaIdentity: "exact", partitionBy: "partitionBy", partitionOf: "partitionOf", inherits: "exact", tablespace: "exact", accessMethod: "exact", indexNames: "indexNames" },
  mentions: ({ body }) => [...(body.partitionOf === undefined ? [] : [body.partitionOf.table]), ...(body.inherits ?? [])].map(required),
  rename: (body, renaming, self) => {
    const { partitionBy, partitionOf } = body;
    const [from] = renaming.from.kind === "column" ? [renaming.from.name] : [];
    const keys = partitionBy?.keys.map((key) => (key.column !== null && key.column === from ? { ...key, column: renameColumns([key.column], self, renaming)[0] ?? null } : key));
    const table = partitionOf && renameRef(partitionOf.table, renaming);
    const inherits = renameRefs(body.inherits, renaming);
    return replace(body, {
      ...(inherits !== undefined && { inherits }),
      ...(partitionBy !== undefined && keys?.some((key, at) => key.column !== partitionBy.keys[at]?.column) && { partitionBy: { ...partitionBy, keys } }),
      ...(partitionOf !== undefined && table !== undefined && table !== partitionOf.table && { partitionOf: { ...partitionOf, table } }),
    });
  },
});
