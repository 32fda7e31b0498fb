import type { DatabaseSection, DdlSection } from "../../grammar/ddl.ts";
import type { NameText } from "../../grammar/definition.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";

/** An entry that is still put together. */
export interface DdlEntry {
  readonly section: DdlSection;
  readonly path: EntryPath;
  readonly fields: Record<string, unknown>;
}

/** The text by which a relation is known, wherever its name is written. */
export const relationKey = ({ schema, name }: NameText, { defaultSchema }: EntryContext): string =>
  `${schema ?? defaultSchema}\u0001${name}`;

/** The same of a type: a relation may have its name. */
export const typeKey = (name: NameText, context: EntryContext): string => `\u0001${relationKey(name, context)}`;

/** The same of what lies in no schema. */
export const databaseKey = (section: DatabaseSection, name: string): string => `${section}\u0002${name}`;

/** What lies in a list of an entry. */
export const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];

/** What is said of a column apart from where it is written. */
export interface Said {
  readonly entry: DdlEntry;
  readonly column: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: EntryPath;
}

/** What a table has its columns from. */
export function parentsOf({ fields }: DdlEntry): readonly NameText[] {
  const whole = fields["partitionOf"] as { readonly table: string; readonly schema?: string } | undefined;
  const above = (fields["inherits"] ?? []) as readonly (string | { readonly table: string; readonly schema: string })[];
  return [...(whole === undefined ? [] : [whole]), ...above].map((parent) =>
    typeof parent === "string" ? { schema: null, name: parent } : { schema: parent.schema ?? null, name: parent.table },
  );
}

/** Whether it is a partition, however far down, of the table of that key. */
export function isBelow({ fields }: DdlEntry, whole: string, entries: ReadonlyMap<string, DdlEntry>, context: EntryContext): boolean {
  const of = fields["partitionOf"] as { readonly table: string; readonly schema?: string } | undefined;
  if (of === undefined) return false;
  const key = relationKey({ schema: of.schema ?? null, name: of.table }, context);
  const above = entries.get(key);
  return key === whole || (above !== undefined && isBelow(above, whole, entries, context));
}

/** The table of that entry, as a message names it. */
export const titleOf = ({ fields }: DdlEntry): string => `${String(fields["schema"])}.${String(fields["name"])}`;
export const keyOfEntry = ({ fields }: DdlEntry, context: EntryContext): string =>
  relationKey({ schema: String(fields["schema"]), name: String(fields["name"]) }, context);
