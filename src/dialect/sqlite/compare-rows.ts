import { isCompared } from "../../change/declared-rows.ts";
import type { RowsDifference, RowsRequest } from "../../port/rows.ts";
import type { Connection } from "./connection/connection.ts";
import { writeValue } from "./lower/row-value.ts";
import { quoteIdentifier } from "./quote.ts";

/** Rows of one question. */
const chunkRows = 500;

/** A column compares a value as it would keep it; text byte by byte, whatever its collation. */
export async function compareRows(connection: Connection, request: RowsRequest): Promise<RowsDifference> {
  const { rows, extra } = request;
  const [missing, differing]: [number[], number[]] = [[], []];
  const columns = comparedColumns(request);
  for (let from = 0; from < rows.length; from += chunkRows)
    for (const { at, missing: isMissing } of await connection.run(comparison(request, columns, from)))
      (isMissing === 1 ? missing : differing).push(Number(at));
  return { missing, differing, extra: extra === "delete" ? await extraKeys(connection, request) : [] };
}

const comparedColumns = ({ rows, types }: RowsRequest): readonly string[] =>
  [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => types[name] !== undefined);

function comparison({ table, key, rows, types }: RowsRequest, columns: readonly string[], from: number): string {
  const values = rows.slice(from, from + chunkRows).map((row, index) => {
    // Beside each value whether it counts: a row need not have all columns.
    const cells = columns.flatMap((name) => (isCompared(row[name]) ? [writeValue(row[name], types[name] ?? ""), "1"] : ["NULL", "0"]));
    return `(${[from + index, ...cells].join(", ")})`;
  });
  const names = columns.flatMap((_, index) => [`c${index}`, `has${index}`]);
  const same = key.map((name) => `t.${quoteIdentifier(name)} = d.c${columns.indexOf(name)}`);
  const isMissing = `t.${quoteIdentifier(key[0] ?? "")} IS NULL`;
  const differs = columns
    .map((name, index) => `(d.has${index} AND t.${quoteIdentifier(name)} COLLATE BINARY IS NOT d.c${index})`)
    .filter((_, index) => !key.includes(columns[index] ?? ""));
  return `WITH d(${["at", ...names].join(", ")}) AS (VALUES ${values.join(", ")})
    SELECT d.at AS at, ${isMissing} AS missing FROM d LEFT JOIN main.${quoteIdentifier(table.name)} AS t ON ${same.join(" AND ")}
    WHERE ${[isMissing, ...differs].join(" OR ")} ORDER BY d.at`;
}

async function extraKeys(connection: Connection, { table, key, rows, types }: RowsRequest): Promise<readonly (readonly string[])[]> {
  const values = rows.map((row) => `(${key.map((name) => writeValue(row[name] ?? null, types[name] ?? "")).join(", ")})`);
  const columns = key.map((name) => `t.${quoteIdentifier(name)}`);
  const names = key.map((_, index) => `c${index}`).join(", ");
  // By IN, and not by a comparison of each with each: that makes an index of them first.
  const [declared, isExtra] =
    values.length === 0
      ? ["", ""]
      : [`WITH d(${names}) AS (VALUES ${values.join(", ")}) `, ` AND (${columns.join(", ")}) NOT IN (SELECT ${names} FROM d)`];
  const found = await connection.run(
    `${declared}SELECT json_array(${columns.map((column) => `quote(${column})`).join(", ")}) AS key FROM main.${quoteIdentifier(table.name)} AS t
      WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(" AND ")}${isExtra} ORDER BY ${columns.join(", ")}`,
  );
  return found.map(({ key: literals }) => JSON.parse(String(literals)) as string[]);
}
