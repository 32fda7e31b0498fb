import type { TableEntry } from "../kind/table.shape.ts";
import type { EntryContext, EntryPath } from "./entry-context.ts";

/** What a virtual table may say beside its module. */
const fitting: ReadonlySet<string> = new Set(["name", "schema", "renamedFrom", "dialects", "when", "virtual"]);

/** Reports what stands beside a module: it alone says what columns there are, and nothing lies on its tables. */
export function reportBesideModule(own: TableEntry, { report }: EntryContext, path: EntryPath): void {
  if (own.virtual === undefined) return;
  for (const [field, value] of Object.entries(own)) {
    if (fitting.has(field) || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    report({
      code: "contradicting-fields",
      message: `module ${own.virtual.module} keeps table "${own.name}", so \`${field}\` says nothing of it`,
      remedy: "Leave it out: what the table is like stands in the arguments of its module",
      path: [...path, field],
    });
  }
}
