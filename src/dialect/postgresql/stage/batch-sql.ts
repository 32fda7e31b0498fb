import type { BatchInstruction, KeyedBatch } from "../../../instruction/instruction.ts";
import type { BackfillProgress } from "../../../port/journal.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";

type Work = Pick<KeyedBatch, "table" | "work" | "where" | "key">;

/** `size` of the next page and its `last` key as a JSON array of texts; the page counts every row, so that a rare match costs no long scan. */
export function boundSql({ table, key }: Work, { cursor, until }: Pick<BackfillProgress, "cursor" | "until">, rows: number): string {
  const names = columns(key);
  const range = [
    ...(cursor === null ? [] : [`${row(names)} > ${literalRow(key, cursor)}`]),
    ...(hasEnd(until) ? [`${row(names)} <= ${literalRow(key, until)}`] : []),
  ];
  const after = range.length === 0 ? "" : ` WHERE ${range.join(" AND ")}`;
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

/** The keys that end all but the last of so many ranges of about the same size, as a JSON array of what a cursor is. */
export function splitSql({ table, key }: Work, parts: number): string {
  const names = columns(key);
  const texts = names.map((_, at) => `k${at}::text`).join(", ");
  const counted = `SELECT ${names.map((name, at) => `${name} AS k${at}`).join(", ")}, row_number() OVER (ORDER BY ${names.join(", ")}) AS n, count(*) OVER () AS c FROM ${qualified(table)}`;
  const ends = `n % greatest(1, (c + ${parts} - 1) / ${parts}) = 0 AND n < c`;
  return `SELECT coalesce(json_agg(json_build_array(${texts})::text ORDER BY n), '[]')::text FROM (${counted}) AS counted WHERE ${ends}`;
}

const hasEnd = (until: BackfillProgress["until"]): until is string => until !== undefined && until !== null && until !== "[]";

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
