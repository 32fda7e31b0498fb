import { canonicalJson } from "../../core/canonical-json.ts";

/** What leads from one entry to another: fields that differ, and the word `none` for what is no longer there. */
export function patchBetween(before: object, after: object): Readonly<Record<string, unknown>> {
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const patch: Record<string, unknown> = {};
  for (const field of Object.keys({ ...old, ...next })) {
    if (canonicalJson(old[field]) === canonicalJson(next[field])) continue;
    patch[field] = next[field] === undefined ? "none" : next[field];
  }
  return patch;
}
