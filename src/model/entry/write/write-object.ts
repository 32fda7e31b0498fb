import type { SchemaEntry } from "../../kind/schema.shape.ts";
import type { SequenceEntry } from "../../kind/sequence.shape.ts";
import type { ViewEntry } from "../../kind/view.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import { describeRef } from "../../ref.ts";
import { writeColumnSettings } from "../column-settings.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeSequence } from "./write-column.ts";
import { writeFirings } from "./write-definition.ts";
import { writeIndex } from "./write-index.ts";
import type { WriteSettings } from "./write-name.ts";
import { writeName } from "./write-name.ts";

export const writeSchema = (object: SchemaObjectOf<"schema">): SchemaEntry => ({
  name: object.ref.name,
  ...writeAttributes(object),
  ...writeAccess(object),
});

export function writeSequenceEntry(object: SchemaObjectOf<"sequence">, settings: WriteSettings): SequenceEntry {
  const { type, ownedBy } = object.body;
  const owner =
    ownedBy?.parent?.schema === settings.defaultSchema
      ? `${ownedBy.parent.name}.${ownedBy.name}`
      : ownedBy === null
        ? undefined
        : describeRef(ownedBy);
  return {
    ...writeName(object.ref, settings),
    ...writeAttributes(object),
    ...writeAccess(object),
    ...(type === "bigint" ? {} : { type }),
    ...writeSequence(object.body),
    ...(object.body.unlogged ? { unlogged: true } : {}),
    ...(owner === undefined ? {} : { ownedBy: owner }),
  };
}

export function writeView(object: SchemaObjectOf<"view">, children: readonly SchemaObject[], settings: WriteSettings): ViewEntry {
  const { query, columns, materialized, withData, options, check, tablespace, accessMethod, columnComments = {} } = object.body;
  const indexes = children.flatMap((child) => (child.kind === "index" ? writeIndex(child) : []));
  return {
    ...writeName(object.ref, settings),
    ...writeAttributes(object),
    ...writeAccess(object),
    query: query.text,
    ...(columns === null ? {} : { columns: [...columns] }),
    ...(materialized ? { materialized } : {}),
    ...(withData ? {} : { withData }),
    ...(Object.keys(options).length === 0 ? {} : { options: { ...options } }),
    ...(check === null ? {} : { check }),
    ...(tablespace === undefined ? {} : { tablespace }),
    ...(accessMethod === undefined ? {} : { accessMethod }),
    ...(Object.keys(columnComments).length === 0 ? {} : { columnComments: { ...columnComments } }),
    ...writeColumnSettings(object.body),
    ...(indexes.length === 0 ? {} : { indexes }),
    ...writeFirings(children, settings),
  };
}
