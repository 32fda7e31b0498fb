import type { EntryContext } from "../../model/entry/entry-context.ts";
import { declaredAbove, isNotNull } from "./ddl-column-settings.ts";
import { type DdlEntry, listOf } from "./ddl-entry.ts";

/** A column that a table declares anew though it inherits one of that name is NOT NULL where the other is: a dump leaves it out. */
export function mergeInherited(entries: ReadonlyMap<string, DdlEntry>, context: EntryContext): void {
  for (const entry of entries.values()) {
    if (entry.fields["inherits"] === undefined) continue;
    entry.fields["columns"] &&= listOf(entry.fields["columns"]).map((column) => {
      if (column["nullable"] === false) return column;
      const above = declaredAbove(entry, String(column["name"]), entries, context);
      const isNone = above !== undefined && (above.column["nullable"] === false || isNotNull(above.entry, above.column));
      return isNone ? { ...column, nullable: false } : column;
    });
  }
}
