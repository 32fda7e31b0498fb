import type { EntryContext } from "../../model/entry/entry-context.ts";
import { majorOf } from "../../model/entry/read/read-access.ts";
import { impliedNotNull } from "../../model/naming.ts";
import { type DdlEntry, keyOfEntry, listOf, parentsOf, relationKey, type Said, titleOf } from "./ddl-entry.ts";

/** What is said of NOT NULL beside that there is one goes to the columns. Older servers forget a name; of what has its columns from others one is told, but where it is theirs. */
export function settleNotNulls(entries: ReadonlyMap<string, DdlEntry>, said: readonly Said[], context: EntryContext): void {
  const major = majorOf(context) ?? Number.POSITIVE_INFINITY;
  if (major < 17) for (const { section, fields } of entries.values()) if (section === "domains") delete fields["notNull"];
  const isForgotten = major < 18;
  const names = new Map(said.map(({ entry, column, fields }) => [`${keyOfEntry(entry, context)}\u0001${column}`, fields["name"]]));
  for (const { entry, column, fields, path } of said) {
    const { name, ...rest } = fields;
    const own = name === undefined || isForgotten ? rest : fields;
    const columns = entry.fields["partitionOf"] === undefined ? listOf(entry.fields["columns"]) : [];
    if (columns.some((each) => each["name"] === column)) {
      if (Object.keys(own).length > 0)
        entry.fields["columns"] = columns.map((each) => (each["name"] === column ? { ...each, notNull: own } : each));
      continue;
    }
    const parents = parentsOf(entry).flatMap((parent) => {
      const above = relationKey(parent, context);
      return [names.get(`${above}\u0001${column}`), ...(entries.has(above) ? [impliedNotNull({ parent, name: column })] : [])];
    });
    if (
      own["name"] === undefined ||
      name === impliedNotNull({ parent: { name: String(entry.fields["name"]) }, name: column }) ||
      parents.includes(name)
    )
      continue;
    if (entry.fields["partitionOf"] !== undefined) {
      entry.fields["notNullNames"] = { ...(entry.fields["notNullNames"] as object | undefined), [column]: name };
      continue;
    }
    context.report({
      code: "kind-not-managed",
      severity: "warning",
      message: `the name ${String(name)} of NOT NULL of column ${titleOf(entry)}.${column} is not kept in step`,
      remedy: "Rename the constraint in an `sql` step, or leave its name to PostgreSQL",
      path,
    });
  }
}
