import type { IndexElem, IndexStmt, Node } from "libpg-query";
import type { IndexEntry } from "../../../model/kind/index.shape.ts";
import type { StatementText } from "./statement-text.ts";
import { joinedName, optionsOf } from "./values.ts";

type Key = NonNullable<IndexEntry["keys"]>[number];

/** One key, whose tokens begin there. */
export function keyOf(
  { name, collation, opclass, ordering, nulls_ordering }: Omit<IndexElem, "expr">,
  from: number,
  end: number,
  text: StatementText,
): Key {
  return {
    ...(name === undefined ? { expression: expressionAt(from, end, text) } : { column: name }),
    ...(ordering === "SORTBY_DESC" && { order: "desc" as const }),
    ...(nulls_ordering === "SORTBY_NULLS_FIRST" && { nulls: "first" as const }),
    ...(nulls_ordering === "SORTBY_NULLS_LAST" && { nulls: "last" as const }),
    ...(opclass !== undefined && { opclass: joinedName(opclass) }),
    ...(collation !== undefined && { collation: joinedName(collation) }),
  };
}

/** Either in parentheses of its own, or a call; what follows says how it is sorted. */
function expressionAt(from: number, end: number, text: StatementText): string {
  if (text.isWord(from, "(")) return text.inParentheses(from, end);
  const name = text.behindName(from);
  return text.isWord(name, "(") ? `${text.text(from, name)}(${text.inParentheses(name, end)})` : text.text(from, name);
}

export const elementsOf = (nodes: readonly Node[] | undefined): readonly IndexElem[] =>
  (nodes ?? []).flatMap((node) => ("IndexElem" in node ? node.IndexElem : []));

/** What makes an index, beside the relation that it lies on. Undefined where a document has no words for it. */
export function indexEntry(statement: IndexStmt, text: StatementText): IndexEntry | undefined {
  const {
    idxname,
    unique,
    accessMethod,
    indexParams,
    indexIncludingParams,
    options,
    nulls_not_distinct,
    tableSpace,
    relation,
    whereClause,
  } = statement;
  const from = text.behindName(text.at(relation?.location));
  const elements = elementsOf(indexParams);
  const items = text.items(from);
  if (elements.some(({ opclassopts }) => opclassopts !== undefined)) return undefined;
  const keys = elements.map((element, at) => keyOf(element, items[at]?.[0] ?? from, items[at]?.[1] ?? from, text));
  const isPlain = keys.every((key) => Object.keys(key).length === 1 && key.column !== undefined);
  const include = elementsOf(indexIncludingParams).flatMap(({ name }) => name ?? []);
  const where = text.find(from, text.tokens.length, "WHERE");
  return {
    ...(idxname !== undefined && { name: idxname }),
    ...(isPlain ? { columns: keys.flatMap(({ column }) => column ?? []) } : { keys }),
    ...(unique === true && { unique }),
    ...(accessMethod !== undefined && accessMethod !== "btree" && { method: accessMethod }),
    ...(include.length > 0 && { include }),
    ...(whereClause !== undefined && { where: text.text(where + 1, text.tokens.length) }),
    ...(nulls_not_distinct === true && { nullsNotDistinct: true }),
    ...(options !== undefined && { options: optionsOf(options) ?? {} }),
    ...(tableSpace !== undefined && { tablespace: tableSpace }),
  };
}
