import type { MappingOption, UserMapping } from "./foreign-body.ts";

/** Whether roles come to a server as they should; in whatever order, and nothing is said of what is not declared or could not be seen. */
export function sameMappings(desired: readonly UserMapping[] | undefined, live: readonly UserMapping[] = []): boolean {
  if (desired === undefined) return true;
  const found = new Map(live.map((mapping) => [mapping.role, mapping]));
  return (
    desired.length === live.length &&
    desired.every((mapping) => {
      const other = found.get(mapping.role);
      return other !== undefined && sameMapping(mapping, other);
    })
  );
}

export function sameMapping({ options: a }: UserMapping, { options: b }: UserMapping): boolean {
  if (a === null || b === null) return true;
  return (
    Object.keys(a).length === Object.keys(b).length &&
    Object.entries(a).every(([name, option]) => b[name] !== undefined && sameOption(option, b[name]))
  );
}

/** Two secrets are the same where not both sides know them by name: the value itself is compared by nobody. */
export function sameOption(a: MappingOption, b: MappingOption): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.secret === null || b.secret === null || a.secret === b.secret;
}
