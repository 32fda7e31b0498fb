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

/** Entries without the names of NOT NULL in partitions: whether these are the table's or made up depends on how the partition came to be one. */
export function withoutPartitionNames(entries: readonly DumpEntry[]): readonly DumpEntry[] {
  const partitions = new Set(entries.flatMap(({ type, schema, name }) => (type === "TABLE ATTACH" ? [`${schema}.${name}`] : [])));
  return entries.map((entry) =>
    partitions.has(`${entry.schema}.${entry.name}`)
      ? { ...entry, sql: entry.sql.replaceAll(/ CONSTRAINT \S+_not_null NOT NULL/g, " NOT NULL") }
      : entry,
  );
}
