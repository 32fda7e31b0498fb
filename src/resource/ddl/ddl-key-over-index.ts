import type { Amendment } from "../../grammar/ddl.ts";
import { type DdlEntry, listOf } from "./ddl-entry.ts";

/** What a key says of its index. */
const kept = ["columns", "include", "nullsNotDistinct", "options", "tablespace", "cluster", "comment"] as const;

/** A unique index of the entry becomes a key; false where there is none that can. The key has its own name, or that of the index. */
export function makeKeyOverIndex(
  { fields }: DdlEntry,
  { key, index, fields: said }: Extract<Amendment, { readonly part: "keyOverIndex" }>,
): boolean {
  const indexes = listOf(fields["indexes"]);
  const found = indexes.find((each) => each["name"] === index);
  if (found?.["unique"] !== true || found["columns"] === undefined || found["where"] !== undefined) return false;
  const made = {
    name: index,
    ...Object.fromEntries(kept.flatMap((field) => (found[field] === undefined ? [] : [[field, found[field]]]))),
    ...said,
  };
  const left = indexes.filter((each) => each !== found);
  if (left.length > 0) fields["indexes"] = left;
  else delete fields["indexes"];
  fields[key] = key === "primaryKey" ? made : [...listOf(fields["unique"]), made];
  return true;
}
