import type { TypeName } from "../../src/model/body.ts";
import { declared, type SchemaObject } from "../../src/model/object.ts";
import { type ObjectRef, refKey, tableRef } from "../../src/model/ref.ts";
import type { OwnedObject } from "../../src/port/journal.ts";

export const ref = (name: string) => ({ ...tableRef("public", name), kind: "table" }) as const;

export const table = (name: string): SchemaObject => ({
  kind: "table",
  ref: ref(name),
  origin: declared,
  body: { unlogged: false, options: null, strict: false, withoutRowid: false },
});

export const column = (of: string, name: string, type: TypeName = "text"): SchemaObject => ({
  kind: "column",
  ref: { kind: "column", parent: ref(of), name },
  origin: declared,
  body: { type, nullable: true, default: null, identity: null, generated: null, collation: null },
});

export const ours = (...refs: readonly ObjectRef[]): ReadonlyMap<string, OwnedObject> =>
  new Map(refs.map((each) => [refKey(each), { kind: each.kind, ref: refKey(each), origin: "created" }]));
