import fc from "fast-check";
import type { ColumnBody, IndexKey } from "../../src/model/body.ts";
import { canonical } from "../../src/model/expression.ts";
import { quoteWhereNeeded } from "../../src/model/identifier.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { declared } from "../../src/model/object.ts";
import type { ObjectRef } from "../../src/model/ref.ts";
import { childRef, refKey, tableRef, withSchema } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { nameOfType } from "../../src/model/type-name.ts";

/** Names that break naive quoting, folding or cutting. */
export const trickyNames = [
  "users",
  "Order",
  "group",
  'a"b',
  "héros",
  "🦸",
  "with space",
  "x".repeat(63),
  "é".repeat(31),
  "UserId",
  "dotted.name",
];
export const arbitraryName = fc.constantFrom(...trickyNames, "id", "email", "team_id", "created_at");

const column = (parent: ObjectRef, name: string, body: Partial<ColumnBody> = {}): SchemaObject => ({
  kind: "column",
  ref: { ...childRef("column", parent, name), kind: "column" },
  origin: declared,
  body: { type: "integer", nullable: true, default: null, identity: null, generated: null, collation: null, ...body },
});
const notDeferrable = { deferrable: false, initiallyDeferred: false } as const;
const key = (name: string): IndexKey => ({ column: name, expression: null, order: "asc", nulls: null, opclass: null, collation: null });
const columnType = fc.constantFrom("integer", "bigint", "text", "boolean", "character varying(50)");

interface TableSeed {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean; readonly default: boolean }[];
  readonly unique: boolean;
  readonly check: boolean;
  readonly index: boolean;
  readonly foreignKeyTo: number;
  readonly comment: string | null | undefined;
}

const tableSeed: fc.Arbitrary<TableSeed> = fc.record({
  name: arbitraryName,
  columns: fc.uniqueArray(fc.record({ name: arbitraryName, type: columnType, nullable: fc.boolean(), default: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
    selector: ({ name }) => name,
  }),
  unique: fc.boolean(),
  check: fc.boolean(),
  index: fc.boolean(),
  foreignKeyTo: fc.nat(4),
  comment: fc.constantFrom(null, "people", undefined),
});

function tableObjects(seed: TableSeed, number: number): SchemaObject[] {
  const ref = tableRef("public", seed.name);
  const first = seed.columns[0]?.name as string;
  const objects: SchemaObject[] = [
    {
      kind: "table",
      ref: { ...ref, kind: "table" },
      origin: declared,
      comment: seed.comment,
      body: { unlogged: false, options: null, strict: false, withoutRowid: false },
    },
    ...seed.columns.map(({ name, type, nullable, default: filled }) =>
      column(ref, name, { type, nullable: name !== first && nullable, default: filled && name !== first ? canonical("nothing()") : null }),
    ),
    {
      kind: "primaryKey",
      ref: { ...childRef("primaryKey", ref, `pk${number}`), kind: "primaryKey" },
      origin: declared,
      body: { columns: [first], include: [], ...notDeferrable },
    },
  ];
  if (seed.unique)
    objects.push({
      kind: "unique",
      ref: { ...childRef("unique", ref, `uq${number}`), kind: "unique" },
      origin: declared,
      body: { columns: [first], include: [], nullsNotDistinct: false, ...notDeferrable },
    });
  if (seed.check)
    objects.push({
      kind: "check",
      ref: { ...childRef("check", ref, `ck${number}`), kind: "check" },
      origin: declared,
      body: { expression: canonical(`${quoteWhereNeeded(first)} IS NOT NULL`), noInherit: false, notValid: false },
    });
  if (seed.index)
    objects.push({
      kind: "index",
      ref: { ...childRef("index", ref, `ix${number}`), kind: "index" },
      origin: declared,
      body: {
        unique: false,
        method: "btree",
        keys: [key(first)],
        include: [],
        where: null,
        nullsNotDistinct: false,
        options: {},
        valid: true,
      },
    });
  return objects;
}

function foreignKey(seed: TableSeed, target: TableSeed, number: number): SchemaObject {
  const ref = tableRef("public", seed.name);
  const references = { table: tableRef("public", target.name), columns: [target.columns[0]?.name as string] };
  return {
    kind: "foreignKey",
    ref: { ...childRef("foreignKey", ref, `fk${number}`), kind: "foreignKey" },
    origin: declared,
    body: {
      columns: [seed.columns.at(-1)?.name as string],
      references,
      onDelete: "noAction",
      onUpdate: "cascade",
      match: "simple",
      notValid: false,
      ...notDeferrable,
    },
  };
}

/** Tables with every kind of part, foreign keys in circles, an enum and a column of it, a sequence, a view. */
export const arbitraryObjects: fc.Arbitrary<readonly SchemaObject[]> = fc
  .record({
    tables: fc.uniqueArray(tableSeed, { maxLength: 4, selector: ({ name }) => name }),
    labels: fc.uniqueArray(fc.constantFrom("new", "paid", "sent", "O'Neill"), { minLength: 1 }),
    withEnum: fc.boolean(),
    withView: fc.boolean(),
  })
  .map(({ tables, labels, withEnum, withView }) => {
    const objects = tables.flatMap(tableObjects);
    for (const [number, seed] of tables.entries()) {
      const target = tables[seed.foreignKeyTo];
      if (target !== undefined) objects.push(foreignKey(seed, target, number));
    }
    const table = tables[0] === undefined ? undefined : tableRef("public", tables[0].name);
    if (withEnum) {
      const ref = { ...withSchema("enum", "public", "Order State"), kind: "enum" as const };
      objects.unshift({ kind: "enum", ref, origin: declared, body: { values: labels } });
      if (table !== undefined) objects.push(column(table, "state", { type: nameOfType(ref) }));
    }
    if (withView && table !== undefined)
      objects.push({
        kind: "view",
        ref: { ...withSchema("view", "public", "a_view"), kind: "view" },
        origin: declared,
        body: {
          query: canonical(`SELECT 1 FROM public.${quoteWhereNeeded(table.name)}`),
          columns: null,
          materialized: false,
          withData: true,
          options: {},
          check: null,
          reads: [table],
        },
      });
    return objects;
  });

export const arbitraryModel: fc.Arbitrary<SchemaModel> = arbitraryObjects.map((objects) => SchemaModel.of(objects));

export const keysOf = (model: SchemaModel): readonly string[] => [...model.objects()].map(({ ref }) => refKey(ref));
