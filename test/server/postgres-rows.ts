import { escapeIdentifier, escapeLiteral } from "pg";
import { askRows } from "./ask.ts";

/** Table to `count checksum`, where the checksum is of all values and does not depend on the order of rows. */
export type RowDigest = Readonly<Record<string, string>>;

const tables = `
  SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keelson') AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY 1, 2`;

/** Counts and checksums of every table of a PostgreSQL database, without those of keelson. */
export async function postgresRows(url: string): Promise<RowDigest> {
  const found = await askRows<{ nspname: string; relname: string }>(url, tables);
  if (found.length === 0) return {};
  const questions = found.map(({ nspname, relname }) => {
    const table = `${escapeIdentifier(nspname)}.${escapeIdentifier(relname)}`;
    const digest = "count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)";
    return `SELECT ${escapeLiteral(`${nspname}.${relname}`)} AS name, ${digest} AS digest FROM ONLY ${table} t`;
  });
  const answer = await askRows<{ name: string; digest: string }>(url, questions.join("\nUNION ALL "));
  return Object.fromEntries(answer.map(({ name, digest }) => [name, digest]));
}
