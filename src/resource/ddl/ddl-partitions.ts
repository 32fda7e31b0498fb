import { canonicalJson } from "../../core/canonical-json.ts";
import type { EntryContext } from "../../model/entry/entry-context.ts";
import { type DdlEntry, listOf, relationKey } from "./ddl-entry.ts";

/** What a partition has from its table it does not say itself: columns, the same checks, and indexes that are attached. */
export function settlePartitions(entries: ReadonlyMap<string, DdlEntry>, attached: ReadonlySet<string>, context: EntryContext): void {
  const columns = new Map([...entries].map(([key, { fields }]) => [key, namesOf(fields)]));
  for (const [key, { section, fields }] of entries) {
    if (section !== "tables" && section !== "views") continue;
    const schema = String(fields["schema"]);
    const isAttached = (name: unknown): boolean => typeof name === "string" && attached.has(relationKey({ schema, name }, context));
    for (const list of ["indexes", "unique"]) if (fields[list] !== undefined) keep(fields, list, ({ name }) => !isAttached(name));
    if (isAttached((fields["primaryKey"] as { readonly name?: unknown } | undefined)?.name)) delete fields["primaryKey"];
    const parent = fields["partitionOf"] as { readonly table: string; readonly schema?: string } | undefined;
    if (parent === undefined) continue;
    delete fields["columns"];
    const whole = relationKey({ schema: parent.schema ?? null, name: parent.table }, context);
    const above = entries.get(whole);
    const [own, theirs] = [columns.get(key) ?? [], columns.get(whole) ?? []];
    if (own.length === theirs.length && own.join("\u0001") !== theirs.join("\u0001")) fields["columnOrder"] = own;
    const inherited = new Set(["checks", "foreignKeys"].flatMap((list) => listOf(above?.fields[list]).map((part) => canonicalJson(part))));
    for (const list of ["checks", "foreignKeys"])
      if (fields[list] !== undefined) keep(fields, list, (part) => !inherited.has(canonicalJson(part)));
  }
}

/** Columns that are written in full. */
const namesOf = (fields: DdlEntry["fields"]): readonly string[] =>
  listOf(fields["columns"]).flatMap(({ name, type }) => (type === "" ? [] : String(name)));

function keep(fields: DdlEntry["fields"], list: string, isKept: (part: Readonly<Record<string, unknown>>) => boolean): void {
  const left = listOf(fields[list]).filter(isKept);
  if (left.length === 0) delete fields[list];
  else fields[list] = left;
}
