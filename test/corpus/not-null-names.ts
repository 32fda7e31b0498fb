import type { UnmanagedObject } from "../../src/port/session.ts";
import type { DumpEntry } from "./dump-entries.ts";

const suffix = " (not null)";

/** A name that somebody gave to a NOT NULL, which no statement of its own lays: it stands within the table. */
export const isNotNullName = ({ name }: UnmanagedObject): boolean => name.endsWith(suffix);

/** Entries without the names of NOT NULL that keelson says it does not manage. */
export function withoutNotNullNames(entries: readonly DumpEntry[], unmanaged: readonly UnmanagedObject[]): readonly DumpEntry[] {
  const names = unmanaged.filter(isNotNullName).map(({ name }) => name.slice(0, -suffix.length));
  return entries.map((entry) => ({ ...entry, sql: names.reduce((sql, name) => withoutName(sql, entry, name), entry.sql) }));
}

function withoutName(sql: string, { type, schema, name: table }: DumpEntry, name: string): string {
  const home = `${schema}.${table}.`;
  return type === "TABLE" && name.startsWith(home) ? sql.replace(` CONSTRAINT ${name.slice(home.length)} NOT NULL`, " NOT NULL") : sql;
}
