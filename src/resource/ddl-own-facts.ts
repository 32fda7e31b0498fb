import { canonicalJson } from "../core/canonical-json.ts";
import type { EntryContext } from "../model/entry/entry-context.ts";
import { makeObjectName } from "../model/naming.ts";
import { type DdlEntry, listOf, parentsOf, relationKey, type Said, titleOf } from "./ddl-entry.ts";

type Column = Readonly<Record<string, unknown>>;

/** A column that others have, where it is declared. */
interface Above {
  readonly column: Column;
  readonly entry: DdlEntry;
}

/** Reports what partitions and tables that inherit say of columns that are another table's, where that one does not say the same. */
export function reportOwnFacts(entries: ReadonlyMap<string, DdlEntry>, said: readonly Said[], context: EntryContext): void {
  for (const entry of entries.values()) {
    if (entry.fields["partitionOf"] === undefined) continue;
    for (const column of listOf(entry.fields["columns"])) report(entry, column, entry.path, entries, context);
  }
  for (const { entry, column, fields, path } of said) report(entry, { ...fields, name: column }, path, entries, context);
}

function report(entry: DdlEntry, column: Column, path: DdlEntry["path"], entries: ReadonlyMap<string, DdlEntry>, context: EntryContext): void {
  const above = declaredAbove(entry, String(column["name"]), entries, context);
  for (const fact of ownFacts(entry, column, above))
    context.report({
      code: "kind-not-managed",
      message: `${fact} of column ${titleOf(entry)}.${String(column["name"])} is not that of ${parentsOf(entry).map(({ name }) => name).join(", ")}, which it has the column from: it is not kept in step`,
      remedy: "Say it of the table that declares the column, or use an `sql` step in a revision",
      path,
    });
}

/** The nearest table above that declares the column; undefined where the SQL of the document makes none. */
function declaredAbove(entry: DdlEntry, name: string, entries: ReadonlyMap<string, DdlEntry>, context: EntryContext): Above | undefined {
  for (const parent of parentsOf(entry)) {
    const above = entries.get(relationKey(parent, context));
    if (above === undefined || above === entry) continue;
    const column = listOf(above.fields["columns"]).find((each) => each["name"] === name && each["type"] !== "");
    const found = column === undefined ? declaredAbove(above, name, entries, context) : { column, entry: above };
    if (found !== undefined) return found;
  }
  return undefined;
}

const tuning = ["storage", "compression", "statistics", "options", "generated", "foreignOptions"] as const;

function ownFacts(entry: DdlEntry, column: Column, above: Above | undefined): readonly string[] {
  return [
    ...(hasOwnDefault(column, above) ? ["the default"] : []),
    ...(column["nullable"] === false && !isNotNull(entry, column) && (above === undefined || !isNotNull(above.entry, above.column) && above.column["nullable"] !== false) ? ["NOT NULL"] : []),
    ...tuning.flatMap((field) => (column[field] === undefined || canonicalJson(column[field]) === canonicalJson(above?.column[field] ?? null) ? [] : [field === "generated" ? "the expression" : `\`${field}\``])),
  ];
}

/** One that is attached with all its columns has no default where it says none; one that is made as a partition has its table's. */
function hasOwnDefault(column: Column, above: Above | undefined): boolean {
  const [own, theirs] = [column["default"], above?.column["default"]];
  if (column["identity"] === "serial") return true;
  const isSerial = above?.column["identity"] === "serial";
  if (own === undefined) return typeof column["type"] === "string" && column["type"] !== "" && (theirs !== undefined || isSerial);
  if (!isSerial) return own !== theirs;
  const sequence = makeObjectName(String(above.entry.fields["name"]), String(column["name"]), "seq");
  return !(String(own).startsWith("nextval(") && String(own).includes(sequence));
}

/** Whether a key or numbering makes it so anyhow. */
function isNotNull({ fields }: DdlEntry, column: Column): boolean {
  const key = fields["primaryKey"] as { readonly columns?: readonly string[] } | undefined;
  return column["identity"] !== undefined || (key?.columns ?? []).includes(String(column["name"]));
}
