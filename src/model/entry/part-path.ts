import type { ObjectRef } from "../ref.ts";
import type { EntryPath } from "./entry-context.ts";

/** Where the parts of a table or a view stand in its entry. */
const lists = {
  column: "columns",
  unique: "unique",
  check: "checks",
  foreignKey: "foreignKeys",
  exclude: "exclude",
  index: "indexes",
  trigger: "triggers",
  rule: "rules",
  policy: "policies",
} as const;

/** The way from the entry of a table or a view to a part of it, as far as the part is written under its name; from any other entry there is none. */
export function partPath(entry: unknown, { kind, parent, name }: ObjectRef): EntryPath {
  // An entry that stands as SQL has no parts that a path leads to.
  if (parent === undefined || typeof entry !== "object" || entry === null) return [];
  if (kind === "primaryKey") return "primaryKey" in entry ? ["primaryKey"] : [];
  const key = lists[kind as keyof typeof lists];
  const parts = (entry as Readonly<Record<string, unknown>>)[key];
  const at = Array.isArray(parts) ? parts.findIndex((part: { readonly name?: unknown }) => part.name === name) : -1;
  return at === -1 ? [] : [key, at];
}
