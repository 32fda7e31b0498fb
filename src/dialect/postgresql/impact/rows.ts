import type { DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt } from "libpg-query";
import { type Fact, type Impact, locks, risks } from "./fact.ts";
import { bodyOf, named, words } from "./syntax.ts";

/** Functions that only compute, or only move a sequence or a setting. All that begin with `pg_` are the server's own. */
const harmless: ReadonlySet<string> = new Set(
  `setval nextval currval lastval set_config current_setting count sum min max avg string_agg array_agg json_agg jsonb_agg bool_and bool_or
  now clock_timestamp version current_database current_schema format lower upper concat coalesce generate_series unnest exists
  to_regclass to_char row_number rank array_length jsonb_build_object json_build_object gen_random_uuid random`.split(/\s+/),
);

/** Rows written, at the top and in each WITH, and what a SELECT calls. */
export const insertedRows = (insert: InsertStmt): Impact => [
  ...locks(named(insert.relation), "rowExclusive"),
  ...(isRowsFromElsewhere(insert) ? written(insert) : []),
  ...inWith(insert),
];

export const updatedRows = (update: UpdateStmt): Impact => [
  ...locks(named(update.relation), "rowExclusive"),
  ...(update.whereClause === undefined
    ? [risks("longLock", named(update.relation), "every row is written, and locked until the transaction ends")]
    : []),
  ...written(update),
  ...inWith(update),
];

export const deletedRows = (removal: DeleteStmt): Impact => [
  ...locks(named(removal.relation), "rowExclusive"),
  ...(removal.whereClause === undefined
    ? [risks("longLock", named(removal.relation), "every row is deleted, and locked until the transaction ends")]
    : []),
  ...written(removal),
  ...inWith(removal),
];

export const mergedRows = (merge: MergeStmt): Impact => [
  ...locks(named(merge.relation), "rowExclusive"),
  ...written(merge),
  ...inWith(merge),
];

export function selectedRows(select: SelectStmt): Impact {
  const made = named(select.intoClause?.rel);
  return [
    ...(made === null ? [] : [{ kind: "makes", relation: made, ifMissing: false } as const]),
    ...(select.targetList ?? []).flatMap(called),
    ...[select.larg, select.rarg].flatMap((side) => (side === undefined ? [] : selectedRows(side))),
    ...inWith(select),
  ];
}

const isRowsFromElsewhere = ({ selectStmt }: InsertStmt): boolean =>
  selectStmt !== undefined && bodyOf(selectStmt, "SelectStmt")?.valuesLists === undefined;

function written({ relation }: Pick<UpdateStmt, "relation">): readonly Fact[] {
  const table = named(relation);
  return table === null ? [] : [{ kind: "writes", relation: table }];
}

const inWith = ({ withClause }: Pick<UpdateStmt, "withClause">): Impact =>
  (withClause?.ctes ?? []).flatMap((each) => {
    const query = bodyOf(each, "CommonTableExpr")?.ctequery;
    return query === undefined ? [] : rowsOf(query);
  });

/** Of a statement that reads or writes rows; nothing of any other. */
export function rowsOf(node: Node): Impact {
  if ("InsertStmt" in node) return insertedRows(node.InsertStmt);
  if ("UpdateStmt" in node) return updatedRows(node.UpdateStmt);
  if ("DeleteStmt" in node) return deletedRows(node.DeleteStmt);
  if ("MergeStmt" in node) return mergedRows(node.MergeStmt);
  return "SelectStmt" in node ? selectedRows(node.SelectStmt) : [];
}

/** The calls in what is selected of functions that may do anything. */
function called(value: unknown): Impact {
  if (Array.isArray(value)) return value.flatMap(called);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([kind, inner]) => [
    ...(kind === "FuncCall" ? unknownCall(words(inner.funcname)) : []),
    ...called(inner),
  ]);
}

function unknownCall(name: readonly string[]): Impact {
  const [called = "", schema] = name.toReversed();
  if (schema === "pg_catalog" || called.startsWith("pg_") || (schema === undefined && harmless.has(called))) return [];
  return [risks("unknown", null, `what function ${name.join(".")} does is not known before it runs`)];
}
