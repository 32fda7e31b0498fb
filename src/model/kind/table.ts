import { renameColumns, renameRef, renameRefs } from "../renaming.ts";
import { sameRef } from "../ref.ts";
import { sequencesIn } from "./column.ts";
import { defineKind, type Mention, possible, required } from "./define-kind.ts";
import { replace } from "./parts.ts";
import type { TableBody } from "../table-body.ts";
import { tablesAbove } from "../tables-above.ts";
import { namedType, renameType } from "../type-name.ts";

export const tableKind = defineKind({
  kind: "table",
  title: "table",
  plural: "tables",
  home: "schema",
  fields: {
    unlogged: "exact",
    options: "whereSaid",
    rowSecurity: "rowSecurity",
    strict: "exact",
    withoutRowid: "exact",
    virtual: "exact",
    foreign: "exact",
    replicaIdentity: "exact",
    partitionBy: "partitionBy",
    partitionOf: "partitionOf",
    inherits: "exact",
    tablespace: "exact",
    accessMethod: "exact",
    ofType: "exact",
    columnSettings: "columnSettings",
    columnOrder: "notCompared",
    notNullNames: "notCompared",
    indexNames: "indexNames",
  },
  mentions: ({ body, ref }) => [
    ...tablesAbove(body).map(required),
    ...compositeType(body),
    ...(body.foreign === undefined ? [] : [possible({ kind: "foreignServer", name: body.foreign.server })]),
    ...(body.columnSettings ?? []).flatMap(({ default: value = null }) => sequencesIn(value, ref)),
  ],
  rename: (body, renaming, self) => {
    const { partitionBy, partitionOf, foreign, ofType } = body;
    const [from] = renaming.from.kind === "column" ? [renaming.from.name] : [];
    const keys = partitionBy?.keys.map((key) =>
      key.column !== null && key.column === from ? { ...key, column: renameColumns([key.column], self, renaming)[0] ?? null } : key,
    );
    const table = partitionOf && renameRef(partitionOf.table, renaming);
    const inherits = renameRefs(body.inherits, renaming);
    const above = tablesAbove(body).find((parent) => renaming.from.parent !== undefined && sameRef(parent, renaming.from.parent));
    const settings =
      above && from !== undefined
        ? body.columnSettings?.map((each) => (each.column === from ? { ...each, column: renaming.to.name } : each))
        : undefined;
    const { parent } = renaming.from;
    const isOwn = from !== undefined && parent !== undefined && (above !== undefined || sameRef(parent, self));
    const order = isOwn ? body.columnOrder?.map((name) => (name === from ? renaming.to.name : name)) : undefined;
    return replace(body, {
      ...(order?.some((name, at) => name !== body.columnOrder?.[at]) && { columnOrder: order }),
      ...(inherits !== undefined && { inherits }),
      ...(ofType !== undefined && { ofType: renameType(ofType, renaming) }),
      ...(foreign !== undefined &&
        renaming.from.kind === "foreignServer" &&
        foreign.server === renaming.from.name && { foreign: { ...foreign, server: renaming.to.name } }),
      ...(settings?.some((each, at) => each !== body.columnSettings?.[at]) && { columnSettings: settings }),
      ...(partitionBy !== undefined &&
        keys?.some((key, at) => key.column !== partitionBy.keys[at]?.column) && { partitionBy: { ...partitionBy, keys } }),
      ...(partitionOf !== undefined && table !== undefined && table !== partitionOf.table && { partitionOf: { ...partitionOf, table } }),
    });
  },
});

const compositeType = ({ ofType }: Pick<TableBody, "ofType">): readonly Mention[] => {
  const named = ofType === undefined ? undefined : namedType(ofType);
  return named === undefined ? [] : [required({ kind: "compositeType", ...named })];
};
