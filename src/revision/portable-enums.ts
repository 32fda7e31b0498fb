import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { EnumEntry } from "../model/kind/enum.shape.ts";
import type { RevisionResource } from "../resource/resource.ts";

/** Labels of the enums that revisions create, by `schema.name`, for a dialect that has no enums; empty for one that has. */
export function portableEnumsOf(
  revisions: Iterable<RevisionResource>,
  { kinds, defaultSchema }: EntrySettings,
  earlier: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, readonly string[]> {
  if (kinds.includes("enum")) return earlier;
  const found = new Map(earlier);
  for (const { upgrade } of revisions)
    for (const { operation, args } of upgrade) {
      if (operation !== "createEnum") continue;
      const { name, schema = defaultSchema, values } = args as unknown as EnumEntry;
      found.set(name.includes(".") ? name : `${schema}.${name}`, values.map((value) => (typeof value === "string" ? value : value.name)));
    }
  return found;
}
