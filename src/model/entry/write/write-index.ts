import type { IndexKey } from "../../body.ts";
import type { IndexEntry } from "../../kind/index.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { writeAttributes } from "./write-attributes.ts";

type KeyEntry = NonNullable<IndexEntry["keys"]>[number];

const plain = ({ column, order, nulls, opclass, collation, options, statistics }: IndexKey): boolean =>
  column !== null &&
  order === "asc" &&
  nulls === null &&
  opclass === null &&
  collation === null &&
  options === undefined &&
  statistics === undefined;

/** An index as a person writes it: by its columns where they say everything. */
export function writeIndex({ ref, body, ...object }: SchemaObjectOf<"index">): IndexEntry {
  return {
    name: ref.name,
    ...writeAttributes(object),
    ...(body.keys.every(plain) ? { columns: body.keys.flatMap(({ column }) => column ?? []) } : { keys: body.keys.map(writeKey) }),
    ...(body.unique ? { unique: true } : {}),
    ...(body.method === "btree" ? {} : { method: body.method }),
    ...(body.include.length === 0 ? {} : { include: [...body.include] }),
    ...(body.where === null ? {} : { where: body.where.text }),
    ...(body.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...(Object.keys(body.options).length === 0 ? {} : { options: { ...body.options } }),
    ...(body.tablespace === undefined ? {} : { tablespace: body.tablespace }),
    ...(body.cluster ? { cluster: true } : {}),
  };
}

export function writeKey({ column, expression, order, nulls, opclass, collation, options, statistics }: IndexKey): KeyEntry {
  return {
    ...(column === null ? {} : { column }),
    ...(expression === null ? {} : { expression: expression.text }),
    ...(order === "asc" ? {} : { order }),
    ...(nulls === null ? {} : { nulls }),
    ...(opclass === null ? {} : { opclass }),
    ...(collation === null ? {} : { collation }),
    ...(options === undefined ? {} : { options: { ...options } }),
    ...(statistics === undefined ? {} : { statistics }),
  };
}
