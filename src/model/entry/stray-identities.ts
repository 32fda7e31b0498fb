import type { TableEntry } from "../kind/table.shape.ts";
import type { EntryContext, EntryPath, EntrySettings, Finding } from "./entry-context.ts";
import { overlay } from "./overlay.ts";

/**
 * Columns that ask for numbers which the dialect could not give: SQLite numbers only the sole column of a primary key.
 * A table without a primary key may get one in a later step; two such columns can never be.
 */
export function strayIdentities(table: TableEntry, { grammar }: EntrySettings, path: EntryPath): readonly Finding[] {
  if (grammar.numbers !== "soleKey") return [];
  const own = overlay(table, grammar.dialect);
  const numbered = (own.columns ?? []).flatMap((column, at) => {
    const { name, identity } = overlay(column, grammar.dialect);
    return identity === undefined ? [] : [{ name, path: [...path, "columns", at, "identity"] }];
  });
  const key = own.primaryKey?.columns;
  const sole = key?.length === 1 ? key[0] : undefined;
  const strays = key === undefined ? numbered.slice(1) : numbered.filter(({ name }) => name !== sole);
  return strays.map(({ name, path: place }) => ({
    code: "identity-not-sole-key",
    message: `${own.name}.${name}: ${grammar.dialect} numbers only the sole column of a primary key`,
    remedy: `Make it the primary key of ${own.name}, or say \`dialects: { ${grammar.dialect}: { … } }\` for what it shall be there`,
    path: place,
  }));
}

/** Reports them. */
export const reportStrayIdentities = (table: TableEntry, context: EntryContext, path: EntryPath): void =>
  strayIdentities(table, context, path).forEach((finding) => {
    context.report(finding);
  });
