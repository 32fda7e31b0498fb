import type { IndexKey } from "../../body.ts";
import { written } from "../../expression.ts";
import type { IndexEntry } from "../../kind/index.shape.ts";
import { defaultName, indexColumnNames } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { ObjectRef } from "../../ref.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { overlay } from "../overlay.ts";
import { checkLength } from "../resolve-name.ts";

type KeyEntry = NonNullable<IndexEntry["keys"]>[number];

/** Reads an index's entry; the name is the one PostgreSQL would choose where none is given. */
export function readIndex(entry: IndexEntry, on: ObjectRef, context: EntryContext, path: EntryPath): SchemaObjectOf<"index"> {
  const own = overlay(entry, context.grammar.dialect);
  const keys: readonly IndexKey[] = (own.keys ?? (own.columns ?? []).map((column): KeyEntry => ({ column }))).map((key) =>
    readKey(key, context, own.method ?? "btree"),
  );
  const columns = indexColumnNames([...keys, ...(own.include ?? []).map((column) => ({ column }))]);
  const name = own.name ?? defaultName.index(on.name, columns, (candidate) => !context.claim("index", on, candidate));
  if (own.name !== undefined) context.claim("index", on, own.name);
  checkLength(name, context, [...path, "name"]);
  return {
    kind: "index",
    ref: { kind: "index", parent: on, name },
    origin: declared,
    ...attributesOf(own, context, path),
    body: {
      unique: own.unique ?? false,
      method: own.method ?? "btree",
      keys,
      include: own.include ?? [],
      where: own.where === undefined ? null : written(own.where),
      nullsNotDistinct: own.nullsNotDistinct ?? false,
      options: optionTexts(own.options),
      ...(own.tablespace === undefined ? {} : { tablespace: own.tablespace }),
      ...(own.cluster === true ? { cluster: true } : {}),
      valid: true,
    },
  };
}

/** One key; what the order implies for nulls is left out: to PostgreSQL they are the largest values, to SQLite the smallest. */
export function readKey(
  { column, expression, order = "asc", nulls, opclass, collation, options, statistics }: KeyEntry,
  context: EntryContext,
  method: string,
): IndexKey {
  const { grammar } = context;
  const implied = (order === "asc") === (grammar.dialect !== "sqlite") ? "last" : "first";
  return {
    column: column ?? null,
    expression: expression === undefined ? null : written(expression),
    order,
    nulls: nulls === undefined || nulls === implied ? null : nulls,
    opclass: givenName("operatorClass", opclass, context, method),
    collation: givenName("collation", collation, context),
    ...(options === undefined || Object.keys(options).length === 0 ? {} : { options: optionTexts(options) }),
    ...(statistics === undefined || Number(statistics) < 0 ? {} : { statistics: Number(statistics) }),
  };
}

/** Storage parameters as the catalogue keeps them: as text. */
export const optionTexts = (options: Readonly<Record<string, string | number | boolean>> | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(options ?? {}).map(([name, value]) => [name, String(value)]));
