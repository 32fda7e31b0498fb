import type { EntryContext } from "../../model/entry/entry-context.ts";
import { splitQualifiedName } from "../../model/identifier.ts";
import { type DdlEntry, listOf, titleOf, typeKey } from "./ddl-entry.ts";

/** A table of a type has the type's attributes for columns: what is written at it says more of some of them. */
export function settleTypedTables(entries: ReadonlyMap<string, DdlEntry>, context: EntryContext): void {
  for (const entry of entries.values()) {
    const { ofType } = entry.fields;
    if (typeof ofType !== "string") continue;
    const parts = splitQualifiedName(ofType) ?? [ofType];
    const type = entries.get(typeKey({ schema: parts.at(-2) ?? null, name: parts.at(-1) ?? "" }, context));
    if (type === undefined) {
      delete entry.fields["ofType"];
      context.report({
        code: "unknown-reference",
        message: `table ${titleOf(entry)} is of type ${ofType}, which is not made by the SQL of this document`,
        remedy: "Give CREATE TYPE in the same document, or declare the table with `ofType` and its columns",
        path: entry.path,
      });
    }
    const said = listOf(entry.fields["columns"]);
    entry.fields["columns"] = listOf(type?.fields["attributes"]).map(({ comment: _comment, ...attribute }) => {
      const { type: _type, ...more } = said.find(({ name }) => name === attribute["name"]) ?? {};
      return { ...attribute, ...more };
    });
  }
}
