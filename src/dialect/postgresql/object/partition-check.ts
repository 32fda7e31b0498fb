import type { PartitionBy, PartitionOf } from "../../../model/partitioning.ts";
import { quoteIdentifier } from "../quote.ts";

/**
 * What holds for the rows of a partition, such that the server can tell that a check says the same; null where bounds are of several columns,
 * of a hash, or those of a default partition.
 */
export function partitionCheck({ method, keys }: PartitionBy, { bounds }: PartitionOf): string | null {
  const [key] = keys;
  if (key === undefined || keys.length > 1) return null;
  const value = key.column === null ? `(${key.expression?.text ?? ""})` : quoteIdentifier(key.column);
  const parts = listsIn(bounds.text);
  if (method === "range" && parts.length === 2) {
    const [from, to] = parts.map(([only]) => only ?? "") as [string, string];
    return [`${value} IS NOT NULL`, ...(isOpen(from) ? [] : [`${value} >= ${from}`]), ...(isOpen(to) ? [] : [`${value} < ${to}`])].join(" AND ");
  }
  if (method !== "list" || parts.length !== 1) return null;
  const values = (parts[0] ?? []).filter((each) => !isNull(each));
  const takesNull = values.length < (parts[0] ?? []).length;
  const among = values.length === 0 ? [] : [`${value} ${values.length === 1 ? `= ${values[0]}` : `IN (${values.join(", ")})`}`];
  return takesNull ? [`${value} IS NULL`, ...among].join(" OR ") : [`${value} IS NOT NULL`, ...among].join(" AND ");
}

const isOpen = (text: string): boolean => /^(?:min|max)value$/i.test(text);
const isNull = (text: string): boolean => /^null(?:::|$)/i.test(text);

/** The values in each pair of parentheses of the bounds. */
function listsIn(bounds: string): readonly (readonly string[])[] {
  const lists: string[][] = [];
  let depth = 0;
  for (const [piece] of bounds.matchAll(/[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|[\s\S]/g)) {
    if (piece === "(" && depth++ === 0) lists.push([""]);
    else if (piece === ")" && --depth === 0) continue;
    else if (depth === 1 && piece === ",") lists.at(-1)?.push("");
    else if (depth > 0) lists.at(-1)?.push((lists.at(-1)?.pop() ?? "") + piece);
  }
  return lists.map((list) => list.map((each) => each.trim()));
}
