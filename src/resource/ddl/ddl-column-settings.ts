import { canonicalJson } from "../../core/canonical-json.ts";
import type { EntryContext } from "../../model/entry/entry-context.ts";
import { makeObjectName } from "../../model/naming.ts";
import { type DdlEntry, listOf, parentsOf, relationKey, type Said, titleOf } from "./ddl-entry.ts";

type Column = Readonly<Record<string, unknown>>;

/** A column that others have, where it is declared. */
interface Above {
  readonly column: Column;
  readonly entry: DdlEntry;
}

/** Says more of a column that the relation has from elsewhere. */
export function addColumnSetting({ fields }: DdlEntry, column: string, setting: Column): void {
  const settings = listOf(fields["columnSettings"]);
  const isThere = settings.some((each) => each["column"] === column);
  fields["columnSettings"] = isThere
    ? settings.map((each) => (each["column"] === column ? { ...each, ...setting } : each))
    : [...settings, { column, ...setting }];
}

/** What partitions and tables that inherit say of columns that are another table's, where that one does not say the same, is theirs alone. */
export function settleColumnSettings(entries: ReadonlyMap<string, DdlEntry>, said: readonly Said[], context: EntryContext): void {
  for (const entry of entries.values()) {
    if (entry.fields["partitionOf"] === undefined) continue;
    for (const column of listOf(entry.fields["columns"])) settle(entry, column, entry.path, entries, context);
  }
  for (const { entry, column, fields, path } of said) settle(entry, { ...fields, name: column }, path, entries, context);
}

function settle(
  entry: DdlEntry,
  column: Column,
  path: DdlEntry["path"],
  entries: ReadonlyMap<string, DdlEntry>,
  context: EntryContext,
): void {
  const name = String(column["name"]);
  const above = declaredAbove(entry, name, entries, context);
  const own = settingOf(entry, column, above);
  if (Object.keys(own).length > 0) addColumnSetting(entry, name, own);
  for (const fact of unsayable(column, above))
    context.report({
      code: "kind-not-managed",
      message: `${fact} of column ${titleOf(entry)}.${name} is not that of ${parentsOf(entry)
        .map((parent) => parent.name)
        .join(", ")}, which it has the column from: it is not kept in step`,
      remedy: "Say it of the table that declares the column, or use an `sql` step in a revision",
      path,
    });
}

/** The nearest table above that declares the column; undefined where the SQL of the document makes none. */
export function declaredAbove(
  entry: DdlEntry,
  name: string,
  entries: ReadonlyMap<string, DdlEntry>,
  context: EntryContext,
): Above | undefined {
  for (const parent of parentsOf(entry)) {
    const above = entries.get(relationKey(parent, context));
    if (above === undefined || above === entry) continue;
    const column = listOf(above.fields["columns"]).find((each) => each["name"] === name && each["type"] !== "");
    const found = column === undefined ? declaredAbove(above, name, entries, context) : { column, entry: above };
    if (found !== undefined) return found;
  }
  return undefined;
}

const tuning = ["storage", "compression", "statistics", "options"] as const;

const isOther = (field: string, column: Column, above: Above | undefined): boolean =>
  column[field] !== undefined && canonicalJson(column[field]) !== canonicalJson(above?.column[field] ?? null);

/** Statistics and options do not come along: those that are said are its own, whatever the other table has. */
function settingOf(entry: DdlEntry, column: Column, above: Above | undefined): Column {
  const isOwnNotNull =
    column["nullable"] === false &&
    !isNotNull(entry, column) &&
    (above === undefined || (!isNotNull(above.entry, above.column) && above.column["nullable"] !== false));
  return {
    ...(column["identity"] !== "serial" && hasOwnDefault(column, above) && { default: column["default"] ?? "NULL" }),
    ...(isOwnNotNull && { nullable: false }),
    ...(column["foreignOptions"] !== undefined && { foreignOptions: column["foreignOptions"] }),
    ...Object.fromEntries(
      tuning.flatMap((field) =>
        isOther(field, column, above) || (column[field] !== undefined && (field === "statistics" || field === "options"))
          ? [[field, column[field]]]
          : [],
      ),
    ),
  };
}

const unsayable = (column: Column, above: Above | undefined): readonly string[] => [
  ...(column["identity"] === "serial" ? ["the default"] : []),
  ...(isOther("generated", column, above) ? ["the expression"] : []),
];

/** One that is attached with all its columns has no default where it says none; one that is made as a partition has its table's. */
function hasOwnDefault(column: Column, above: Above | undefined): boolean {
  const [own, theirs] = [column["default"], above?.column["default"]];
  const isSerial = above?.column["identity"] === "serial";
  if (own === undefined) return typeof column["type"] === "string" && column["type"] !== "" && (theirs !== undefined || isSerial);
  if (!isSerial) return own !== theirs;
  const sequence = makeObjectName(String(above.entry.fields["name"]), String(column["name"]), "seq");
  return !(String(own).startsWith("nextval(") && String(own).includes(sequence));
}

/** Whether a key or numbering makes it so anyhow. */
export function isNotNull({ fields }: DdlEntry, column: Column): boolean {
  const key = fields["primaryKey"] as { readonly columns?: readonly string[] } | undefined;
  return column["identity"] !== undefined || (key?.columns ?? []).includes(String(column["name"]));
}
