import type { EntryContext, EntryPath } from "./entry-context.ts";

/** Reports each field that is written and that this version cannot keep in step; an empty list or text asks for nothing. */
export function reportUnmanaged(entry: object, fields: Readonly<Record<string, string>>, context: EntryContext, path: EntryPath): void {
  for (const field of Object.keys(entry)) {
    const title = fields[field];
    if (title === undefined) continue;
    const value = (entry as Readonly<Record<string, unknown>>)[field];
    if (value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0)) continue;
    context.report(notManaged(title, [...path, field]));
  }
}

export const notManaged = (title: string, path: EntryPath) => ({
  code: "kind-not-managed",
  message: `this version does not manage ${title} yet`,
  remedy: "Use an `sql` step in a revision, and leave it out of the Schema",
  path,
});
