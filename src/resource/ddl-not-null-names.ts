import type { EntryContext } from "../model/entry/entry-context.ts";
import { majorOf } from "../model/entry/read-access.ts";
import { makeObjectName } from "../model/naming.ts";
import { type DdlEntry, keyOfEntry, parentsOf, relationKey, type Said, titleOf } from "./ddl-entry.ts";

/** A NOT NULL is made under the name that PostgreSQL chooses: another one is told, but for a partition that has its table's. */
export function reportNotNullNames(entries: ReadonlyMap<string, DdlEntry>, said: readonly Said[], context: EntryContext): void {
  if ((majorOf(context) ?? Number.POSITIVE_INFINITY) < 18) return;
  const names = new Map(said.map(({ entry, column, fields }) => [`${keyOfEntry(entry, context)}\u0001${column}`, fields["name"]]));
  for (const { entry, column, fields, path } of said) {
    const { name } = fields;
    const parents = parentsOf(entry).flatMap((parent) => {
      const above = relationKey(parent, context);
      return [names.get(`${above}\u0001${column}`), ...(entries.has(above) ? [makeObjectName(parent.name, column, "not_null")] : [])];
    });
    if (name === makeObjectName(String(entry.fields["name"]), column, "not_null") || parents.includes(name)) continue;
    context.report({
      code: "kind-not-managed",
      severity: "warning",
      message: `the name ${String(name)} of NOT NULL of column ${titleOf(entry)}.${column} is not kept in step`,
      remedy: "Rename the constraint in an `sql` step, or leave its name to PostgreSQL",
      path,
    });
  }
}
