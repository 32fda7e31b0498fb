import type { PartitionBy, PartitionOf } from "../../../model/partitioning.ts";
import { quoteIdentifier, regclass } from "../quote.ts";

/** What holds for the rows of a partition, such that the server can tell that a check says the same; null where bounds are of a hash, those of a default partition, or compared otherwise than the type does by itself. */
export function partitionCheck({ method, keys }: PartitionBy, { bounds }: PartitionOf): string | null {
  const values = keys.map(({ column, expression }) => (column === null ? `(${expression?.text ?? ""})` : quoteIdentifier(column)));
  const [from, to] = listsIn(bounds.text);
  if (from === undefined || values.length === 0 || keys.some(({ collation, opclass }) => collation !== null || opclass !== null))
    return null;
  if (method === "range" && to !== undefined) return inRange(values, from, to);
  const [value = ""] = values;
  return method === "list" && to === undefined && values.length === 1 ? inList(value, from) : null;
}

/** Types that have no collation: with one the server does not see that the check says the same. */
const uncollated = /^(?:smallint|integer|bigint|oid|real|double precision|numeric|boolean|uuid|bytea|date|interval|time|timestamp)(?:\W|$)/;

/** The same for those of a hash: which rows they take depends on the table that they are partitions of. `types`: of its columns, by their names. */
export function hashCheck({ keys }: PartitionBy, { table, bounds }: PartitionOf, types: Readonly<Record<string, string>>): string | null {
  const [, modulus, remainder] = /^WITH \(modulus (\d+), remainder (\d+)\)$/i.exec(bounds.text) ?? [];
  const isPlain = keys.every(
    ({ column, collation, opclass }) => column !== null && collation === null && opclass === null && uncollated.test(types[column] ?? ""),
  );
  if (modulus === undefined || !isPlain) return null;
  const columns = keys.map(({ column }) => quoteIdentifier(column ?? ""));
  return `pg_catalog.satisfies_hash_partition(${[regclass(table), modulus, remainder, ...columns].join(", ")})`;
}

function inList(value: string, list: readonly string[]): string {
  const values = list.filter((each) => !isNull(each));
  const among = values.length === 0 ? [] : [`${value} ${values.length === 1 ? `= ${values[0]}` : `IN (${values.join(", ")})`}`];
  return values.length < list.length ? [`${value} IS NULL`, ...among].join(" OR ") : [`${value} IS NOT NULL`, ...among].join(" AND ");
}

/** As the server has it itself: what both bounds begin with alike is equal to that, and of the rest the first that differs decides. */
function inRange(values: readonly string[], from: readonly string[], to: readonly string[]): string {
  const differing = values.findIndex((_, at) => from[at] !== to[at] || isOpen(from[at] ?? ""));
  const same = differing < 0 ? values.length : differing;
  const rest = values.slice(same);
  return [
    ...values.map((value) => `${value} IS NOT NULL`),
    ...values.slice(0, same).map((value, at) => `${value} = ${from[at]}`),
    ...beyond(rest, from.slice(same), { past: ">", open: "minvalue", last: ">=" }),
    ...beyond(rest, to.slice(same), { past: "<", open: "maxvalue", last: "<" }),
  ].join(" AND ");
}

/** On which side of a bound; `open`: where all values are on it. */
interface Side {
  readonly past: ">" | "<";
  readonly open: "minvalue" | "maxvalue";
  /** Of the last column. */
  readonly last: ">=" | "<";
}

function beyond(values: readonly string[], bound: readonly string[], { past, open, last }: Side): readonly string[] {
  const end = bound.findIndex(isOpen);
  const closed = end < 0 ? values.length : end;
  if (closed === 0) return [];
  const arms = values.slice(0, closed).map((value, at) => {
    const isEnd = at === closed - 1;
    const how = !isEnd ? past : end < 0 ? last : bound[end]?.toLowerCase() === open ? `${past}=` : past;
    return [...values.slice(0, at).map((other, before) => `${other} = ${bound[before]}`), `${value} ${how} ${bound[at]}`].join(" AND ");
  });
  return [arms.length === 1 ? `${arms[0]}` : `(${arms.map((arm) => `(${arm})`).join(" OR ")})`];
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
