import type { BatchInstruction, KeyedBatch } from "../../../instruction/instruction.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";

type Work = Pick<KeyedBatch, "table" | "work" | "where" | "key">;

/** `size` of the next page and its `last` key as a JSON array of texts; the page counts every row, so that a rare match costs no long scan. */
export function boundSql({ table, key }: Work, cursor: string | null, rows: number): string {
  const names = columns(key);
  const after = cursor === null ? "" : ` WHERE ${row(names)} > ${literalRow(key, cursor)}`;
  const ordinal = names.map((_, at) => `k${at}`);
  const page = `SELECT ${names.map((name, at) => `${name} AS k${at}`).join(", ")} FROM ${qualified(table)}${after} ORDER BY ${names.join(", ")} LIMIT ${rows}`;
  const last = `SELECT pg_catalog.json_build_array(${ordinal.map((name) => `${name}::text`).join(", ")})::text FROM page ORDER BY ${ordinal.map((name) => `${name} DESC`).join(", ")} LIMIT 1`;
  return `WITH page AS MATERIALIZED (${page}) SELECT (SELECT count(*) FROM page) AS size, (${last}) AS last`;
}

/** Writes the page's rows; gives how many `rows`, and how many of them are still `matching`. The range is literal, so that the planner sees it. */
export function workSql({ table, work, where, key }: Work, cursor: string | null, last: string): string {
  const names = columns(key);
  const range = [
    ...(cursor === null ? [] : [`${row(names)} > ${literalRow(key, cursor)}`]),
    `${row(names)} <= ${literalRow(key, last)}`,
    ...(where === null ? [] : [`(${where}\n)`]),
  ].join(" AND ");
  const target = qualified(table);
  const still = where === null ? "false" : `(${where}\n)`;
  const change =
    work.kind === "delete"
      ? `DELETE FROM ${target}`
      : `UPDATE ${target} SET ${Object.entries(work.set)
          .map(([name, sql]) => `${quoteIdentifier(name)} = (${sql}\n)`)
          .join(", ")}`;
  const returning = work.kind === "delete" ? "false" : still;
  return `WITH work AS (${change} WHERE ${range} RETURNING ${returning} AS still) SELECT count(*) AS rows, count(*) FILTER (WHERE still) AS matching FROM work`;
}

/** Whether any row matches now. */
export const matchesSql = ({ table, where }: Work): string =>
  `SELECT EXISTS (SELECT FROM ${qualified(table)} WHERE (${where ?? "true"}\n)) AS matches`;

type Key = BatchInstruction["key"];

const columns = (key: Key): readonly string[] => keyOf(key).map(({ name }) => quoteIdentifier(name));
const row = (values: readonly string[]): string => (values.length === 1 ? (values[0] as string) : `(${values.join(", ")})`);

function literalRow(key: Key, cursor: string): string {
  const texts = JSON.parse(cursor) as readonly string[];
  return row(keyOf(key).map(({ type }, at) => `${quoteLiteral(texts[at] ?? "")}::${type}`));
}

function keyOf(key: Key): NonNullable<Key> {
  if (key === null || key.length === 0) throw new TypeError("a batch on PostgreSQL needs a key");
  return key;
}
