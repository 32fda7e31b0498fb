import { type Expression, written } from "../../expression.ts";
import type { TableEntry } from "../../kind/table.shape.ts";
import type { IndexNames, PartitionBy, PartitionOf } from "../../partitioning.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { resolveRef } from "../resolve-name.ts";

interface Partitioning {
  readonly partitionBy?: PartitionBy;
  readonly partitionOf?: PartitionOf;
  readonly columnOrder?: readonly string[];
  readonly notNullNames?: Readonly<Record<string, string>>;
  readonly indexNames?: IndexNames;
}

/** How a table's rows are spread, and of what it is a part; only what is said. */
export function readPartitioning(
  { partitionBy, partitionOf, inherits = [], columnOrder, notNullNames, indexNames, columns, name }: TableEntry,
  context: EntryContext,
  path: EntryPath,
): Partitioning {
  if (partitionOf !== undefined && (columns ?? []).length > 0)
    context.report({
      code: "contradicting-fields",
      message: `the partition "${name}" has the columns of ${partitionOf.table}`,
      remedy: "Take `columns` away",
      path: [...path, "columns"],
    });
  for (const [field, value] of Object.entries({ columnOrder, notNullNames }))
    if (value !== undefined && partitionOf === undefined && (field === "notNullNames" || inherits.length === 0))
      context.report({
        code: "contradicting-fields",
        message: `table "${name}" ${field === "columnOrder" ? "inherits from no table and " : ""}is no partition: its columns are as it lists them`,
        remedy: `Take \`${field}\` away`,
        path: [...path, field],
      });
  return {
    ...(columnOrder === undefined || columnOrder.length === 0 ? {} : { columnOrder }),
    ...(notNullNames === undefined || Object.keys(notNullNames).length === 0 ? {} : { notNullNames }),
    ...(partitionBy === undefined ? {} : { partitionBy: readBy(partitionBy, context) }),
    ...(partitionOf === undefined ? {} : { partitionOf: readOf(partitionOf, context, [...path, "partitionOf"]) }),
    ...(indexNames === undefined
      ? {}
      : { indexNames: Object.fromEntries(Object.entries(indexNames).map(([whole, own]) => [whole, { name: own }])) }),
  };
}

type KeyEntry = NonNullable<NonNullable<TableEntry["partitionBy"]>["keys"]>[number];

const readBy = ({ method, columns, keys }: NonNullable<TableEntry["partitionBy"]>, context: EntryContext): PartitionBy => ({
  method,
  keys: (keys ?? (columns ?? []).map((column): KeyEntry => ({ column }))).map(({ column, expression, opclass, collation }) => ({
    column: column ?? null,
    expression: expression === undefined ? null : written(expression),
    opclass: opclass ?? null,
    collation: givenName("collation", collation, context),
  })),
});

const readOf = (
  { table, schema, bounds }: NonNullable<TableEntry["partitionOf"]>,
  context: EntryContext,
  path: EntryPath,
): PartitionOf => ({
  table: resolveRef("table", table, schema, context, [...path, "table"]),
  bounds: readBounds(bounds),
});

/** Bounds without the words that stand before them in a statement. */
export const readBounds = (text: string): Expression =>
  written(
    text
      .trim()
      .replace(/^for\s+values\s+/i, "")
      .replace(/^default$/i, "DEFAULT"),
  );
