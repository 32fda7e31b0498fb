import { SchemaModel, type ObjectRef, type SchemaObject } from "../../../src/index.ts";
import type { Database } from "./database.ts";

const origin = { kind: "declared" } as const;
const never = { deferrable: false, initiallyDeferred: false } as const;

/** The tables that are not its own, with columns, keys and unique constraints under the names that everybody gives them. */
export function inspect(database: Database): SchemaModel {
  const tables = database.rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'tinysql%' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  const refs = tables.map(({ name }): ObjectRef & { readonly kind: "table" } => ({ kind: "table", schema: "main", name: String(name) }));
  const bodies = refs.map(
    (ref): SchemaObject => ({
      kind: "table",
      ref,
      origin,
      comment: null,
      body: { unlogged: false, options: null, strict: false, withoutRowid: false },
    }),
  );
  return SchemaModel.of([...bodies, ...refs.flatMap((ref) => parts(database, ref)), ...refs.flatMap((ref) => foreignKeys(database, ref))]);
}

function parts(database: Database, table: ObjectRef): readonly SchemaObject[] {
  const columns = database.rows('SELECT name, type, "notnull" AS required, pk FROM pragma_table_info(?) ORDER BY cid', table.name);
  const key = columns.filter(({ pk }) => pk !== 0).map(({ name }) => String(name));
  const unique = database.rows("SELECT name FROM pragma_index_list(?) WHERE origin = 'u' ORDER BY seq DESC", table.name);
  return [
    ...columns.map(({ name, type, required, pk }): SchemaObject => {
      const spelled = String(type).toLowerCase();
      const numbers = pk === 1 && key.length === 1 && spelled === "integer";
      const identity = numbers ? ({ mode: "always", sequence: {} } as const) : null;
      const body = { type: spelled, nullable: required === 0 && pk === 0, default: null, identity, generated: null, collation: null };
      return { kind: "column", ref: { kind: "column", parent: table, name: String(name) }, origin, comment: null, body };
    }),
    ...(key.length === 0
      ? []
      : [
          {
            kind: "primaryKey",
            ref: { kind: "primaryKey", parent: table, name: `${table.name}_pkey` },
            origin,
            comment: null,
            body: { columns: key, include: [], ...never },
          } as const,
        ]),
    ...unique.map(({ name }): SchemaObject => {
      const keyed = database
        .rows("SELECT name FROM pragma_index_info(?) ORDER BY seqno", String(name))
        .map((column) => String(column["name"]));
      const ref = { kind: "unique", parent: table, name: [table.name, ...keyed, "key"].join("_") } as const;
      return { kind: "unique", ref, origin, comment: null, body: { columns: keyed, include: [], nullsNotDistinct: false, ...never } };
    }),
  ];
}

const foreignKeys = (database: Database, table: ObjectRef): readonly SchemaObject[] =>
  database
    .rows('SELECT "table" AS target, "from" AS own, "to" AS other FROM pragma_foreign_key_list(?)', table.name)
    .map(({ target, own, other }): SchemaObject => {
      const references = { table: { kind: "table", schema: "main", name: String(target) } as const, columns: [String(other)] };
      const ref = { kind: "foreignKey", parent: table, name: [table.name, own, "fkey"].join("_") } as const;
      return {
        kind: "foreignKey",
        ref,
        origin,
        comment: null,
        body: {
          columns: [String(own)],
          references,
          onDelete: "noAction",
          onUpdate: "noAction",
          match: "simple",
          notValid: false,
          ...never,
        },
      };
    });
