import type { RowValue } from "../../change/change.ts";
import { isCompared } from "../../change/declared-rows.ts";
import { InputError } from "../../core/error.ts";
import { describeRef } from "../../model/ref.ts";
import type { RowsDifference, RowsRequest } from "../../port/rows.ts";
import { type Query, rowsOf } from "./catalogue/query.ts";
import { codeOf } from "./connection/connect-fault.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

/** Rows of one question. */
const chunkRows = 5000;

/**
 * By the text that the server gives each value once it is of its column's type: a type need not have an equality, and what is written is then found again.
 * @throws InputError for a value that the column's type does not take
 */
export async function compareRows(query: Query, request: RowsRequest): Promise<RowsDifference> {
  const [missing, differing]: [number[], number[]] = [[], []];
  try {
    for (const [columns, places] of groups(request))
      for (let from = 0; from < places.length; from += chunkRows) {
        const chunk = places.slice(from, from + chunkRows);
        for (const { at, missing: isMissing } of await rowsOf<{ at: number; missing: boolean }>(query, comparison(request, columns, chunk)))
          (isMissing ? missing : differing).push(at);
      }
    return {
      missing: missing.sort((a, b) => a - b),
      differing: differing.sort((a, b) => a - b),
      extra: request.extra === "delete" ? await extraKeys(query, request) : [],
    };
  } catch (error) {
    if (codeOf(error)?.startsWith("22") !== true) throw error;
    const message = `rows of ${describeRef(request.table)}: ${(error as Error).message}`;
    throw new InputError(message, {
      code: "value-not-of-type",
      remedy: "Write a value that the type of its column takes",
      position: request.place(),
    });
  }
}

/** Places of rows by the columns that are compared. */
function groups({ rows, types }: RowsRequest): ReadonlyMap<readonly string[], readonly number[]> {
  const byNames = new Map<string, { readonly columns: readonly string[]; readonly places: number[] }>();
  for (const [at, row] of rows.entries()) {
    const columns = Object.keys(row).filter((name) => types[name] !== undefined && isCompared(row[name]));
    const key = JSON.stringify(columns);
    const group = byNames.get(key) ?? { columns, places: [] };
    byNames.set(key, group);
    group.places.push(at);
  }
  return new Map([...byNames.values()].map(({ columns, places }) => [columns, places]));
}

function comparison(request: RowsRequest, columns: readonly string[], places: readonly number[]): string {
  const { table, key, rows, types } = request;
  const values = places.map((at) => [at, ...columns.map((name) => textOf(rows[at]?.[name] ?? null))]);
  const typed = (name: string) => `(d.c${columns.indexOf(name)}::${types[name]})`;
  const same = key.map((name) => `t.${quoteIdentifier(name)} = ${typed(name)}`);
  const isMissing = `t.${quoteIdentifier(key[0] ?? "")} IS NULL`;
  const differs = columns
    .filter((name) => !key.includes(name))
    .map((name) => `${typed(name)}::text COLLATE "C" IS DISTINCT FROM t.${quoteIdentifier(name)}::text COLLATE "C"`);
  return `SELECT d.at, ${isMissing} AS missing FROM ${recordset(values, ["at int", ...columns.map((_, index) => `c${index} text`)])}
    LEFT JOIN ${qualified(table)} AS t ON ${same.join(" AND ")} WHERE ${[isMissing, ...differs].join(" OR ")}`;
}

async function extraKeys(query: Query, { table, key, rows, types }: RowsRequest): Promise<readonly (readonly string[])[]> {
  const keys = rows.map((row) => key.map((name) => textOf(row[name] ?? null)));
  const same = key.map((name, index) => `t.${quoteIdentifier(name)} = (d.c${index}::${types[name]})`);
  const columns = key.map((name) => `t.${quoteIdentifier(name)}`);
  const found = await rowsOf<{ key: readonly string[] }>(
    query,
    `SELECT json_build_array(${columns.map((column) => `pg_catalog.quote_literal(${column}::text)`).join(", ")}) AS key FROM ${qualified(table)} AS t
      WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(" AND ")}
        AND NOT EXISTS (SELECT FROM ${recordset(
          keys,
          key.map((_, index) => `c${index} text`),
        )} WHERE ${same.join(" AND ")})
      ORDER BY ${columns.join(", ")}`,
  );
  return found.map(({ key: literals }) => literals);
}

/** Rows of values as a relation `d`; `columns` with their types, in the order of the values. */
function recordset(rows: readonly (readonly (string | number | null)[])[], columns: readonly string[]): string {
  const names = columns.map((column) => column.slice(0, column.indexOf(" ")));
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value]))));
  return `pg_catalog.jsonb_to_recordset(${quoteLiteral(json)}::jsonb) AS d(${columns.join(", ")})`;
}

/** As the input function of the column's type reads it. */
function textOf(value: RowValue): string | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if ("json" in value) return JSON.stringify(value.json);
  if ("base64" in value) return `\\x${Buffer.from(value.base64, "base64").toString("hex")}`;
  throw new TypeError("a value given as SQL is not compared");
}
