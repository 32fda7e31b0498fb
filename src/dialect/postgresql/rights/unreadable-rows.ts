import { describeRef } from "../../../model/ref.ts";
import type { MissingRight, Reading } from "../../../port/rights.ts";
import { type Query, rowsOf } from "../catalogue/query.ts";
import { columnList, qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";

interface Row {
  readonly place: number;
  readonly role: string;
  readonly entered: boolean;
  readonly filtered: boolean;
  readonly columns: boolean;
}

/** As `Rights.unreadable`, of the role that asks. */
export async function unreadableRows(query: Query, readings: readonly Reading[]): Promise<readonly (MissingRight | null)[]> {
  const byPlace = new Map((await rowsOf<Row>(query, sql(readings))).map((row) => [row.place, row]));
  return readings.map((reading, place) => {
    const row = byPlace.get(place);
    return row === undefined ? null : told(reading, row);
  });
}

function told({ table, columns }: Reading, { role, entered, filtered, columns: granted }: Row): MissingRight | null {
  const to = quoteIdentifier(role);
  if (entered && granted)
    return filtered
      ? { message: `row security may hide rows of ${describeRef(table)} from ${role}`, remedy: `ALTER ROLE ${to} BYPASSRLS` }
      : null;
  const grants = [
    ...(entered ? [] : [`GRANT USAGE ON SCHEMA ${quoteIdentifier(table.schema ?? "")} TO ${to}`]),
    ...(granted ? [] : [`GRANT SELECT ${columnList(columns)} ON ${qualified(table)} TO ${to}`]),
  ];
  return { message: `${role} may not read the rows of ${describeRef(table)}`, remedy: grants.join("; ") };
}

const sql = (readings: readonly Reading[]): string => `
  SELECT w.place, current_user::text AS role, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS entered, pg_catalog.row_security_active(c.oid) AS filtered,
    NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = ANY (w.columns) AND NOT pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')) AS columns
  FROM (VALUES ${readings.map(({ table: { schema = "", name }, columns }, place) => `(${place}, ${quoteLiteral(schema)}, ${quoteLiteral(name)}, ARRAY[${columns.map(quoteLiteral).join(", ")}]::name[])`).join(", ")}) w (place, home, name, columns)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.home JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name`;
