import { quoteLiteral } from "../quote.ts";

/** What `pg_dump` pins, so that catalogue text and stages mean the same on every server and for every role. */
const meaning: readonly Setting[] = [
  ["standard_conforming_strings", "on"],
  ["quote_all_identifiers", "off"],
  ["datestyle", "ISO, YMD"],
  ["intervalstyle", "postgres"],
  ["timezone", "UTC"],
  ["extra_float_digits", "1"],
  ["bytea_output", "hex"],
  ["default_tablespace", ""],
  ["default_table_access_method", "heap"],
  ["default_toast_compression", "pglz"],
  ["check_function_bodies", "off"],
  ["row_security", "off"],
  ["default_transaction_isolation", "read committed"],
  ["default_transaction_deferrable", "off"],
];

/** No limit that a role or database may carry ends our work; each stage sets its own. */
const limits: readonly Setting[] = [
  ["statement_timeout", "0"],
  ["lock_timeout", "0"],
  ["transaction_timeout", "0"],
  ["idle_session_timeout", "0"],
  // No less than what this process may need between two queries of one snapshot.
  ["idle_in_transaction_session_timeout", "30000"],
];

const valuesOf = (settings: readonly Setting[]): string =>
  settings.map(([name, value]) => `(${quoteLiteral(name)}, ${quoteLiteral(value)})`).join(", ");

/** The same for a script: what a server of another version does not know is left out. */
export const pinScript = (searchPath: string): string =>
  `SELECT pg_catalog.count(pg_catalog.set_config(name, value, false)) FROM (VALUES ${valuesOf([...meaning, ["search_path", searchPath]])}) AS setting (name, value) ` +
  `WHERE pg_catalog.current_setting(name, true) IS NOT NULL`;

export type Setting = readonly [name: string, value: string];

/**
 * Sets them for the session, and only where the backend is our own: behind a pooler (the pid is not `pid`) it would leak to others.
 * One statement without a result that matters.
 */
export const pinSession = (
  pid: number,
  own: readonly Setting[] = [
    ["search_path", ""],
    ["jit", "off"],
  ],
): string =>
  `SELECT pg_catalog.count(pg_catalog.set_config(name, value, false)) FROM (VALUES ${valuesOf([...meaning, ...limits.filter(([name]) => own.every(([other]) => other !== name)), ...own])}) AS setting (name, value) ` +
  `WHERE pg_catalog.pg_backend_pid() = ${pid} AND pg_catalog.current_setting(name, true) IS NOT NULL`;

/** The same for one transaction, behind a pooler or where it is not worth a message: what an earlier statement may have set is overruled. */
export function pinTransaction(own: readonly Setting[], versionNumber: number): string {
  const all = [...meaning, ...limits.filter(([name]) => name !== "transaction_timeout" || versionNumber >= 170000), ...own];
  return `SELECT ${all.map(([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`).join(", ")}`;
}
