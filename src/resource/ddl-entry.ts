import type { DdlSection } from "../grammar/ddl.ts";
import type { NameText } from "../grammar/definition.ts";
import type { EntryContext, EntryPath } from "../model/entry/entry-context.ts";

/** An entry that is still put together. */
export interface DdlEntry {
  readonly section: DdlSection;
  readonly path: EntryPath;
  readonly fields: Record<string, unknown>;
}

/** The text by which a relation is known, wherever its name is written. */
export const relationKey = ({ schema, name }: NameText, { defaultSchema }: EntryContext): string => `${schema ?? defaultSchema}\u0001${name}`;

/** What lies in a list of an entry. */
export const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : []);
