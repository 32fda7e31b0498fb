import type { ObjectChange } from "../../../src/change/change.ts";
import type { BodyOf } from "../../../src/model/body.ts";
import { written } from "../../../src/model/expression.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../src/model/object.ts";
import { declared } from "../../../src/model/object.ts";
import type { ObjectKind, ObjectRef } from "../../../src/model/ref.ts";
import { tableRef } from "../../../src/model/ref.ts";

const object = <K extends ObjectKind>(kind: K, ref: Omit<ObjectRef, "kind">, body: BodyOf<K>): SchemaObject =>
  ({ kind, ref: { ...ref, kind }, body, origin: declared }) as SchemaObjectOf<K> as SchemaObject;
const under = (table: string, name: string) => ({ parent: tableRef("main", table), name });
const undeferred = { deferrable: false, initiallyDeferred: false };

export const table = (name: string, body: Partial<BodyOf<"table">> = {}): SchemaObject =>
  object("table", { schema: "main", name }, { unlogged: false, options: null, strict: false, withoutRowid: false, ...body });
export const column = (of: string, name: string, type: string, body: Partial<BodyOf<"column">> = {}): SchemaObject =>
  object("column", under(of, name), { type, nullable: true, default: null, identity: null, generated: null, collation: null, ...body });
export const id = (of: string, mode: "always" | "byDefault" = "byDefault"): SchemaObject =>
  column(of, "id", "integer", { nullable: false, identity: { mode, sequence: {} } });
export const primaryKey = (of: string, ...columns: readonly string[]): SchemaObject =>
  object("primaryKey", under(of, `${of}_pkey`), { columns, include: [], ...undeferred });
export const unique = (of: string, ...columns: readonly string[]): SchemaObject =>
  object("unique", under(of, `${of}_${columns.join("_")}_key`), { columns, include: [], nullsNotDistinct: false, ...undeferred });
export const check = (of: string, name: string, expression: string): SchemaObject =>
  object("check", under(of, name), { expression: written(expression), noInherit: false, notValid: false });
export const foreignKey = (of: string, columns: readonly string[], to: string, body: Partial<BodyOf<"foreignKey">> = {}): SchemaObject =>
  object("foreignKey", under(of, `${of}_${columns.join("_")}_fkey`), {
    columns,
    references: { table: tableRef("main", to), columns: ["id"] },
    onDelete: "noAction",
    onUpdate: "noAction",
    match: "simple",
    notValid: false,
    ...undeferred,
    ...body,
  });
export const index = (of: string, name: string, columns: readonly string[], body: Partial<BodyOf<"index">> = {}): SchemaObject =>
  object("index", under(of, name), {
    unique: false,
    method: "btree",
    include: [],
    where: null,
    nullsNotDistinct: false,
    options: {},
    valid: true,
    keys: columns.map((name) => ({ column: name, expression: null, order: "asc", nulls: null, opclass: null, collation: null })),
    ...body,
  });
export const view = (name: string, query: string, ...reads: readonly ObjectRef[]): SchemaObject =>
  object(
    "view",
    { schema: "main", name },
    { query: written(query), columns: null, materialized: false, withData: true, options: {}, check: null, reads },
  );

export const create = (...objects: readonly SchemaObject[]): readonly ObjectChange[] =>
  objects.map((after) => ({ kind: "object", before: null, after }));
export const drop = (...objects: readonly SchemaObject[]): readonly ObjectChange[] =>
  objects.map((before) => ({ kind: "object", before, after: null }));
export const alter = (before: SchemaObject, body: object, via?: ObjectChange["via"]): ObjectChange => ({
  kind: "object",
  before,
  after: { ...before, body: { ...before.body, ...body } } as SchemaObject,
  ...(via === undefined ? {} : { via }),
});
export const rename = (before: SchemaObject, name: string): ObjectChange => ({
  kind: "object",
  before,
  after: { ...before, ref: { ...before.ref, name } } as SchemaObject,
});
